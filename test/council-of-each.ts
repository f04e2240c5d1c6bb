import type { FastifyInstance } from 'fastify';
import { writeAudit } from '../src/db/audit.ts';
import type { Database, Handle } from '../src/db/connect.ts';
import type { PostState } from '../src/db/tables/conversation.ts';
import type { CouncilRole } from '../src/db/tables/councils.ts';
import { transact } from '../src/db/transact.ts';
import { saveAnswer } from '../src/features/assessment/answers.ts';
import {
  closeRound,
  findAgreedSheet,
  findRound,
  openRound,
  openVoiceSheet,
} from '../src/features/assessment/rounds.ts';
import { addPrivateSheet } from '../src/features/assessment/sheets.ts';
import { askColleague } from '../src/features/assessment/tasks.ts';
import { startCircle } from '../src/features/circles/circles.ts';
import { addDate, addNote } from '../src/features/circles/contents.ts';
import { addPost } from '../src/features/conversation/posts.ts';
import { addThread, recount } from '../src/features/conversation/threads.ts';
import { addRuling } from '../src/features/moderation/rulings.ts';
import { keepBrought } from '../src/features/papers/brought.ts';
import { saveFace } from '../src/features/papers/face.ts';
import type { SheetAction } from '../src/features/papers/read-action-sheet.ts';
import { addComment, listComments } from '../src/features/plan/comments.ts';
import { addFeed, listFeeds } from '../src/features/plan/feeds.ts';
import { addPartnerLink, listPartnerLinks } from '../src/features/plan/partner-links.ts';
import { EMPTY_DRAFT } from '../src/features/plan/rules/action.ts';
import { putIntoPlan } from '../src/features/plan/write-action.ts';
import { inviteAuthor } from '../src/features/sharing/authors.ts';
import { addReport } from '../src/features/sharing/cards.ts';
import { addDraft, savePart } from '../src/features/sharing/drafts.ts';
import { addPicture } from '../src/features/sharing/pictures.ts';
import { addVersion } from '../src/features/sharing/versions.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addInvitation } from '../src/features/space/invitations.ts';
import { addMember } from '../src/features/space/members.ts';
import { namePerson } from '../src/features/space/people.ts';
import { addRequest } from '../src/features/space/requests.ts';
import { addIntroduction } from '../src/features/together/introductions.ts';
import { addListing } from '../src/features/together/listings.ts';
import { daysAfter, isoDate } from '../src/lib/dates.ts';
import { newId } from '../src/lib/ids.ts';
import { Browser, signedIn } from './browser-session.ts';
import { LISTING, post } from './on-the-board.ts';

const ANSWER = {
  item: 'data',
  choice: 2,
  note: '',
  evidence: '',
  evidenceDate: '',
  evidenceOwner: '',
  confidence: '',
  dissent: '',
} as const;

/** The smallest picture there is. */
const CREST = {
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  type: 'image/png',
  width: 1,
  height: 1,
};

const BROUGHT = {
  ...{ status: 'proposed' as const, statusNote: '', start: '', due: '', effort: '', costBand: '' },
  ...{ cost: undefined, why: '', benefit: '', measure: '', evidence: '' },
} satisfies Omit<SheetAction['values'], 'title'>;

/** Everybody who may stand before a page. */
export const ROLES = [
  'stranger',
  'signed-in',
  'viewer',
  'contributor',
  'lead',
  'lead of another council',
  'suspended lead',
  'editor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export interface Peopled {
  browsers: Record<Role, Browser>;
  /** What stands for each parameter of an address. */
  params: Record<string, string>;
  /** Every name, address and id that belongs to the council alone. */
  marks: string[];
}

/**
 * Fills a council with people of every role, an invitation, a request to join, a closed round and a private sheet.
 * @param word stands in every name and address, so that it can be found where it must not be
 */
export async function fillCouncil(
  database: Database,
  council: string,
  word: string,
  now = new Date(),
) {
  return transact(database, 'everyone', async (handle) => {
    const person = async (role: string) => {
      const email = `${word}-${role}@${word}.example`;
      const { id } = await findOrAddPerson(handle, email, now);
      await namePerson(handle, id, `${word} ${role}`);
      return { id, email };
    };
    const people: Record<string, { id: string; email: string }> = {};
    for (const role of ['lead', 'contributor', 'viewer', 'suspended', 'asks'])
      people[role] = await person(role);
    for (const role of ['lead', 'contributor', 'viewer'] as CouncilRole[])
      await addMember(
        handle,
        council,
        { person: people[role]!.id, role, perspective: 'digital' },
        now,
      );
    const suspended = { person: people.suspended!.id, role: 'lead', perspective: null } as const;
    await addMember(handle, council, suspended, now);
    await handle
      .updateTable('member')
      .set({ suspended: 1 })
      .where('person_id', '=', suspended.person)
      .execute();
    const invited = { email: `${word}-invited@${word}.example`, role: 'viewer' } as const;
    const secret = await addInvitation(
      handle,
      council,
      { ...invited, perspective: null, by: people.lead!.id },
      now,
    );
    await addRequest(handle, council, { person: people.asks!.id, message: `${word} asks` }, now);
    for (const { id } of Object.values(people))
      await writeAudit(
        handle,
        { council, person: people.lead!.id, action: 'member.changed', detail: { of: id } },
        now,
      );
    const round = await openRound(
      handle,
      council,
      {
        name: `${word} round`,
        depth: 'quick',
        outcomes: ['data', 'value'],
        edition: '2026',
        closesOn: '2099-01-01',
        before: null,
      },
      now,
    );
    const opened = (await findRound(handle, council, round))!;
    for (const role of ['lead', 'contributor']) {
      const voice = { id: people[role]!.id, perspective: 'digital' } as const;
      const sheet = (await openVoiceSheet(handle, council, opened, voice, now))!;
      await saveAnswer(handle, sheet, { ...ANSWER, note: `${word} note` }, 0, now);
    }
    await closeRound(handle, council, round, '[]', now);
    await askColleague(
      handle,
      council,
      { round, item: ANSWER.item, person: people.contributor!.id, by: people.lead!.id },
      now,
    );
    const agreed = (await findAgreedSheet(handle, council, round))!;
    await saveAnswer(handle, agreed, { ...ANSWER, note: `${word} note` }, 0, now);
    await saveFace(handle, council, { name: `${word} Council`, crest: CREST }, 0, now);
    const rows = [{ row: 2, id: '', version: 0, values: { ...BROUGHT, title: `${word} brought` } }];
    const brought = await keepBrought(handle, council, people.lead!.id, rows, now);
    const key = await addPrivateSheet(
      handle,
      { depth: 'quick', place: council, edition: '2026' },
      now,
    );
    // On the board for all to read, so the word of the council is not in it; the draft and the request are its own.
    const ends_on = daysAfter(isoDate(now), 60);
    const listing = await post(handle, council, people.lead!.id, { ends_on }, now);
    const draft = await addListing(
      handle,
      council,
      { ...LISTING, title: `${word} draft`, person: people.lead!.id },
      now,
    );
    const asking = { listing, to: council, message: `${word} hears`, person: people.asks!.id };
    await addIntroduction(handle, 'bristol', asking, now);
    const introduction = await handle
      .selectFrom('introduction')
      .select('id')
      .where('to_council', '=', council)
      .executeTakeFirstOrThrow();
    const circle = await startCircle(
      handle,
      council,
      {
        ...{ name: `${word} circle`, aim: `${word} aim`, target: 'data.ownership' },
        ...{ begins_on: isoDate(now), ends_on, person: people.lead!.id },
      },
      now,
    );
    const written = { council, person: people.lead!.id, title: `${word} note`, body: word };
    await addNote(handle, circle, written, now);
    const dated = { council, title: `${word} meets`, day: ends_on, time: '10:00', minutes: 60 };
    await addDate(handle, circle, { ...dated, place: '' }, now);
    const [note, date] = [
      await handle
        .selectFrom('circle_note')
        .select('id')
        .where('circle_id', '=', circle)
        .executeTakeFirstOrThrow(),
      await handle
        .selectFrom('circle_date')
        .select('id')
        .where('circle_id', '=', circle)
        .executeTakeFirstOrThrow(),
    ];
    const sharing = await fillSharing(handle, council, word, people.contributor!.id, now);
    const plan = await fillPlan(handle, council, word, people.lead!.id, now);
    const of = async (table: 'member' | 'invitation' | 'join_request') =>
      (
        await handle
          .selectFrom(table)
          .select('id')
          .where('council', '=', council)
          .orderBy('id')
          .execute()
      ).map(({ id }) => id);
    const [members, invitations, requests] = [
      await of('member'),
      await of('invitation'),
      await of('join_request'),
    ];
    const viewer = await handle
      .selectFrom('member')
      .select('id')
      .where('person_id', '=', people.viewer!.id)
      .executeTakeFirstOrThrow();
    return {
      people,
      params: {
        council,
        slug: council,
        member: viewer.id,
        invitation: invitations[0]!,
        request: requests[0]!,
        secret,
        round,
        key,
        item: ANSWER.item,
        brought,
        ...plan,
        person: people.viewer!.id,
        provider: 'none',
        listing,
        introduction: introduction.id,
        circle,
        note: note.id,
        date: date.id,
        ...sharing,
        // Parts of the guide, and a conversation that is not there: peopleOfEachRole makes one.
        ...{ outcome: 'data', step: 'score-with-thirty-people' },
        example: 'adur-worthing-low-code',
        ...{ thread: 'none', post: 'none', ruling: 'none' },
      },
      marks: [
        word,
        ...members,
        ...invitations,
        ...requests,
        round,
        brought,
        agreed.id,
        draft,
        introduction.id,
        circle,
        note.id,
        date.id,
        sharing.draft,
        sharing.picture,
        ...[plan.action, plan.comment, plan.feed, plan.link],
        ...Object.values(people).map(({ id }) => id),
      ],
    };
  });
}

/** The smallest picture there is: one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A write-up of the council, with a picture, a version, a co-author who is asked, and a problem that was reported. */
async function fillSharing(
  handle: Handle,
  council: string,
  word: string,
  person: string,
  now: Date,
) {
  const parts = { headline: { title: `${word} title`, summary: word, from: '2026', to: '' } };
  const draft = await addDraft(
    handle,
    { hand: 'council', council, body: '', person, action: null, parts },
    now,
  );
  const problem = { text: `${word} problem` };
  await savePart(handle, draft, { part: 'problem', typed: problem, version: 0, person }, now);
  const dot = { data: DOT, type: 'image/png', width: 1, height: 1 } as const;
  await addPicture(handle, draft, { ...dot, alt: `${word} alt`, caption: '', person }, now);
  await addVersion(handle, draft, { content: { parts, pictures: [] }, person }, now);
  await inviteAuthor(handle, draft, { email: `${word}-asked@${word}.example`, by: person }, now);
  const idIn = async (table: 'writeup_picture' | 'writeup_invitation') =>
    (
      await handle
        .selectFrom(table)
        .select('id')
        .where('writeup_id', '=', draft)
        .executeTakeFirstOrThrow()
    ).id;
  const asked = await idIn('writeup_invitation');
  return {
    draft,
    part: 'problem',
    picture: await idIn('writeup_picture'),
    number: '1',
    asked,
    invited: asked,
    author: person,
    example: EXAMPLE,
    report: await addReport(
      handle,
      { slug: EXAMPLE, kind: 'other', says: 'Something is odd.' },
      now,
    ),
  };
}

/** An example of the content folder. */
const EXAMPLE = 'aberdeen-business-case-by-business-case';

/** A question of the contributor that everybody may read, and a decision about what the viewer wrote. */
export async function addTalk(
  database: Database,
  people: Record<string, { id: string }>,
  council: string,
  now = new Date(),
): Promise<{ thread: string; post: string; ruling: string }> {
  return transact(database, 'everyone', async (handle) => {
    const write = async (id: string, thread: string, role: string, state: PostState) => {
      const person_id = people[role]!.id;
      const words = { body: `${state} words`, doubt: '', copy_hash: id, network: '' };
      const post = {
        id,
        thread_id: thread,
        person_id,
        council,
        partner: 0,
        state,
        ...words,
      } as const;
      await addPost(handle, post, now);
    };
    const [thread, answer, hidden] = [newId(), newId(), newId()];
    const question = { id: thread, about: '/outcomes/data', title: 'Who keeps your data?' };
    const person_id = people.contributor!.id;
    await addThread(handle, { ...question, audience: 'everyone', person_id }, now);
    await write(thread, thread, 'contributor', 'shown');
    await write(answer, thread, 'lead', 'shown');
    await write(hidden, thread, 'viewer', 'hidden');
    await recount(handle, thread);
    const about = `/talk/posts/${hidden}`;
    const judged = { about, kind: 'post', act: 'hide', rule: 'advert', words: 'It sells.' };
    const by = { author_id: people.viewer!.id, by_person: people.lead!.id };
    const ruling = await addRuling(handle, { ...judged, ...by }, now);
    return { thread, post: answer, ruling };
  });
}

/** A plan of one action, with a comment, a calendar and a link for a partner. @returns what stands for its parameters */
async function fillPlan(handle: Handle, council: string, word: string, by: string, now: Date) {
  const draft = {
    ...EMPTY_DRAFT,
    title: `${word} action`,
    outcome: 'data',
    target: 'ownership',
    status: 'done' as const,
    ownerId: by,
    due: '2026-12-01',
  };
  const [action = ''] = await putIntoPlan(handle, { council, by }, [draft], now);
  await addComment(handle, council, { action, by, body: `${word} says`, mentions: [by] }, now);
  const feedKey = (await addFeed(handle, council, { person: by, whose: 'all' }, now)) ?? '';
  const made = { action_id: action, outcome: null, partner: `${word} partner`, by };
  const viewKey = await addPartnerLink(handle, council, { ...made, ends_on: '2099-01-01' }, now);
  return {
    action,
    comment: (await listComments(handle, council, action))[0]!.id,
    feed: (await listFeeds(handle, council, by))[0]!.id,
    link: (await listPartnerLinks(handle, council))[0]!.id,
    feedKey,
    viewKey,
  };
}

/** One browser for each role, before a council and another. */
export async function peopleOfEachRole(
  app: FastifyInstance,
  database: Database,
  [council, another]: readonly [string, string],
): Promise<Peopled> {
  const { people, params, marks } = await fillCouncil(database, council, 'quokka');
  const other = await fillCouncil(database, another, 'wombat');
  const as = (email: string) => signedIn(app, database, email);
  const talk = await addTalk(database, people, council);
  for (const role of ['editor', 'administrator'] as const)
    await transact(database, 'everyone', async (handle) => {
      const { id } = await findOrAddPerson(handle, `${role}@almanac.example`, new Date());
      await handle
        .insertInto('platform_role')
        .values({ person_id: id, role, given_at: new Date().toISOString() })
        .execute();
    });
  return {
    params: { ...params, ...talk },
    marks,
    browsers: {
      stranger: new Browser(app),
      'signed-in': await as('nobody@elsewhere.example'),
      viewer: await as(people.viewer!.email),
      contributor: await as(people.contributor!.email),
      lead: await as(people.lead!.email),
      'lead of another council': await as(other.people.lead!.email),
      'suspended lead': await as(people.suspended!.email),
      editor: await as('editor@almanac.example'),
      administrator: await as('administrator@almanac.example'),
    },
  };
}

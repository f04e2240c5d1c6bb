import type { FastifyInstance } from 'fastify';
import { writeAudit } from '../src/db/audit.ts';
import type { Database, Handle } from '../src/db/connect.ts';
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
import { keepBrought } from '../src/features/papers/brought.ts';
import { saveFace } from '../src/features/papers/face.ts';
import type { SheetAction } from '../src/features/papers/read-action-sheet.ts';
import { addComment, listComments } from '../src/features/plan/comments.ts';
import { addFeed, listFeeds } from '../src/features/plan/feeds.ts';
import { addPartnerLink, listPartnerLinks } from '../src/features/plan/partner-links.ts';
import { EMPTY_DRAFT } from '../src/features/plan/rules/action.ts';
import { putIntoPlan } from '../src/features/plan/write-action.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addInvitation } from '../src/features/space/invitations.ts';
import { addMember } from '../src/features/space/members.ts';
import { namePerson } from '../src/features/space/people.ts';
import { addRequest } from '../src/features/space/requests.ts';
import { Browser, signedIn } from './browser-session.ts';

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
      },
      marks: [
        word,
        ...members,
        ...invitations,
        ...requests,
        round,
        brought,
        agreed.id,
        ...[plan.action, plan.comment, plan.feed, plan.link],
        ...Object.values(people).map(({ id }) => id),
      ],
    };
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
  for (const role of ['editor', 'administrator'] as const)
    await transact(database, 'everyone', async (handle) => {
      const { id } = await findOrAddPerson(handle, `${role}@almanac.example`, new Date());
      await handle
        .insertInto('platform_role')
        .values({ person_id: id, role, given_at: new Date().toISOString() })
        .execute();
    });
  return {
    params,
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

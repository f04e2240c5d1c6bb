import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { queueNotice } from '../../mail/notices.ts';
import { problemsOfText } from '../../web/forms/careful-text.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { readAhead } from './ahead.ts';
import { findOnBoard } from './board.ts';
import {
  addIntroduction,
  answerIntroduction,
  findAskedOf,
  findContact,
  listAddressees,
  withdrawIntroduction,
} from './introductions.ts';
import { askedNotice, introducedNotice } from './letters.ts';
import { type TogetherNeeds, toGuide } from './needs.ts';
import { deskPath, toCard, withOwn } from './own.ts';
import { readingOf, writersOf } from './readers.ts';
import { isOpen, stateOf } from './rules/listing.ts';

const schema = z.object({
  council: z.string(),
  to: z.string(),
  message: z
    .string()
    .min(1, 'Enter why you would like to talk')
    .max(1500, 'Use at most 1500 characters'),
  sure: z.string(),
});
const DAY = 24 * 3_600_000;
/** So that nobody writes to the whole country through us. */
const BY_PERSON: Limit = { name: 'introductions by person', most: 8, span: DAY };
const BY_COUNCIL: Limit = { name: 'introductions by council', most: 15, span: DAY };
const TOO_MANY = 'Your council asked for many introductions today. Go on tomorrow.';

interface Plan {
  /** Councils for which this person may ask. */
  from: readonly string[];
  to: string;
  listing: string;
  /** Who wrote the listing, for mail about it; nothing when the asked council put nothing up. */
  writer: string | null;
  title: string;
}

/** Introductions between two councils: either side asks, and only a yes from both shows addresses. */
export function introductionRoutes(needs: TogetherNeeds): Route[] {
  const { database, show } = needs;
  const guide = toGuide(needs);
  const nameOf = (council: string) => guide.councilOf(council)?.name ?? council;
  const about = { site: needs.site, title: needs.title };

  const askPage = (
    visit: Visit,
    plan: Plan,
    typed?: Typed,
    { problems, ask = false }: { problems?: readonly Problem[]; ask?: boolean } = {},
  ): Reply =>
    show(
      visit,
      'introduce.njk',
      `Ask ${nameOf(plan.to)} for an introduction`,
      {
        form: toFormView(visit, typed ?? { council: plan.from[0] ?? '', to: plan.to }, problems),
        councils: plan.from.map((slug) => ({ value: slug, text: nameOf(slug) })),
        to: nameOf(plan.to),
        about: plan.title,
        ask,
      },
      problems ? 400 : 200,
    );

  const ask = async (visit: Visit, plan: Plan): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return askPage(visit, plan, parsed.typed, parsed);
    const { council, message, sure } = parsed.value;
    const problem = (text: string) =>
      askPage(visit, plan, parsed.typed, { problems: [{ field: 'message', text }] });
    if (!plan.from.includes(council)) return problem('Choose one of your councils');
    const careful = problemsOfText({ message }, sure === 'yes');
    if (careful.problems.length > 0) return askPage(visit, plan, parsed.typed, careful);
    const person = visitorOf(visit).id;
    // Mail goes to people of the other council: rows of both, in one transaction.
    return transact(database, 'everyone', async (handle) => {
      if (
        (await isOverLimit(handle, BY_PERSON, person, visit.now)) ||
        (await isOverLimit(handle, BY_COUNCIL, council, visit.now))
      )
        return problem(TOO_MANY);
      const asking = { listing: plan.listing, to: plan.to, message, person };
      const to =
        plan.writer === null ? deskPath(council, plan.listing) : `/together/${plan.listing}`;
      // Asked before, and whatever came of it: it looks the same.
      if (!(await addIntroduction(handle, council, asking, visit.now)))
        return redirect(`${to}?done=asked`);
      for (const each of await listAddressees(handle, plan.to, plan.writer)) {
        const letter = askedNotice(about, { council: plan.to, by: nameOf(council) });
        await queueNotice(handle, each, 'introduction', letter, visit.now);
      }
      const detail = { listing: plan.listing, to: plan.to };
      await writeAudit(
        handle,
        { council, person, action: 'introduction.asked', detail },
        visit.now,
      );
      return redirect(`${to}?done=asked`);
    });
  };

  /** About what another council put up. */
  const withBoard = async (visit: Visit, work: (plan: Plan) => Reply | Promise<Reply>) => {
    const reading = await readingOf(needs, visit);
    const card = await transact(database, reading.scope, (handle) =>
      findOnBoard(handle, reading.reader, visit.params.listing ?? ''),
    );
    const from = writersOf(reading).map(({ council }) => council);
    const at = `/together/${visit.params.listing ?? ''}`;
    if (!card || from.length === 0 || !isOpen(stateOf(card, isoDate(visit.now))))
      return redirect(at);
    if (from.includes(card.council)) return redirect(deskPath(card.council, card.id));
    const { id: listing, title, person_id: writer, council: to } = card;
    return work({ from, to, listing, title, writer: writer ?? '' });
  };

  /** About the council's own need, with one that agreed to be found and is shown beside it. */
  const withAhead = async (
    visit: Visit,
    to: string,
    work: (plan: Plan) => Reply | Promise<Reply>,
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const card = await withOwn(needs, visit, async (_handle, row) => toCard(row));
    const open = isOpen(stateOf(card, isoDate(visit.now)));
    const ahead = open ? await readAhead(needs, guide, card) : [];
    if (!ahead.some((each) => each.council.slug === to))
      return redirect(deskPath(council, card.id));
    return work({ from: [council], to, listing: card.id, title: card.title, writer: null });
  };

  const answer = (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const said = visit.form.get('decision');
    if (said !== 'yes' && said !== 'no') return Promise.resolve(redirect(deskPath(council)));
    const person = visitorOf(visit).id;
    return transact(database, 'everyone', async (handle) => {
      const asked = await findAskedOf(handle, council, visit.params.introduction ?? '');
      const given = { id: asked?.id ?? '', answer: said, person } as const;
      if (!asked || !(await answerIntroduction(handle, council, given, visit.now)))
        return redirect(deskPath(council));
      // The log of the council that asked says nothing of a no.
      const detail = { introduction: asked.id };
      const action = 'introduction.answered';
      await writeAudit(handle, { council, person, action, detail }, visit.now);
      if (said === 'yes') await introduce(handle, visit.now, asked, person);
      return redirect(`${deskPath(council)}?done=${said === 'yes' ? 'introduced' : 'answered'}`);
    });
  };

  /** Tells both sides each other's address. */
  const introduce = async (
    handle: Handle,
    now: Date,
    asked: { id: string; council: string; to_council: string; person_id: string | null },
    person: string,
  ) => {
    const sides = [
      { council: asked.council, other: asked.to_council, to: asked.person_id ?? '', of: person },
      { council: asked.to_council, other: asked.council, to: person, of: asked.person_id ?? '' },
    ];
    for (const { council, other, to, of } of sides) {
      const [reader, contact] = [
        await findContact(handle, council, to),
        await findContact(handle, other, of),
      ];
      const detail = { introduction: asked.id };
      await writeAudit(handle, { council, action: 'introduction.made', detail }, now);
      if (!reader || !contact?.email) continue;
      const { name, email } = contact;
      const letter = introducedNotice(about, {
        council,
        other: nameOf(other),
        contact: { name, email },
      });
      await queueNotice(handle, { id: to, email: reader.email }, 'introduction', letter, now);
    }
  };

  const withdraw = (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const id = visit.params.introduction ?? '';
    return transact(database, { council }, async (handle) => {
      if (await withdrawIntroduction(handle, council, id, visit.now)) {
        const person = visitorOf(visit).id;
        const detail = { introduction: id };
        const action = 'introduction.withdrawn';
        await writeAudit(handle, { council, person, action, detail }, visit.now);
      }
      return redirect(`${deskPath(council)}?done=withdrawn`);
    });
  };

  const board = '/together/:listing/introduce';
  const own = '/my/:council/together/:listing/introduce';
  const one = '/my/:council/introductions/:introduction';
  return [
    {
      method: 'GET',
      path: board,
      access: 'signed-in',
      handle: (visit) => withBoard(visit, (plan) => askPage(visit, plan)),
    },
    {
      method: 'POST',
      path: board,
      access: 'signed-in',
      handle: (visit) => withBoard(visit, (plan) => ask(visit, plan)),
      keepsForm: true,
    },
    {
      method: 'GET',
      path: own,
      access: 'contributor',
      handle: (visit) =>
        withAhead(visit, visit.query.get('to') ?? '', (plan) => askPage(visit, plan)),
    },
    {
      method: 'POST',
      path: own,
      access: 'contributor',
      handle: (visit) => withAhead(visit, visit.form.get('to') ?? '', (plan) => ask(visit, plan)),
      keepsForm: true,
    },
    { method: 'POST', path: one, access: 'contributor', handle: answer },
    { method: 'POST', path: `${one}/withdraw`, access: 'contributor', handle: withdraw },
  ];
}

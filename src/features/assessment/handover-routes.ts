import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import { handOver, listHandovers } from './handovers.ts';
import type { AssessmentNeeds } from './needs.ts';
import { writeEvent } from './round-events.ts';
import { findAgreedSheet, findRound } from './rounds.ts';
import { freezeItems } from './rules/frozen.ts';
import { toPredecessors } from './rules/handed.ts';
import { listItems } from './rules/items.ts';
import { sideBySide } from './rules/predecessors.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { answerInWords } from './views.ts';

/** When councils merge or split: what ended councils agreed goes to the one that follows, by their own hand. */
export function handoverRoutes({ database, show, almanac }: AssessmentNeeds): Route[] {
  const path = '/my/:council/assessment';
  const councilOf = (slug: string) => almanac.councils.find((each) => each.slug === slug);
  const nameOf = (slug: string) => councilOf(slug)?.name ?? slug;

  const find = (visit: Visit) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => {
      const round = await findRound(handle, council, visit.params.round ?? '');
      if (!round) throw new KnownError(404, 'There is no such round.');
      return round;
    });
  };

  const page = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const round = await find(visit);
    return show(visit, 'hand-over.njk', 'Hand over to the council that follows', {
      round: {
        name: round.name,
        base: `/my/${council}/assessment/${round.id}`,
        settled: round.settled_at !== null,
      },
      successors: (councilOf(council)?.successors ?? []).map(({ slug, name }) => ({ slug, name })),
      ends: councilOf(council)?.end,
      form: toFormView(visit),
    });
  };

  const hand = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const round = await find(visit);
    const successor = councilOf(council)?.successors.find(
      ({ slug }) => slug === visit.form.get('successor'),
    );
    if (!successor || !round.settled_at) return page(visit);
    const person = visitorOf(visit).id;
    // The only write that reaches another council: it adds a copy there, and reads nothing.
    await transact(database, 'everyone', async (handle) => {
      const sheet = await findAgreedSheet(handle, council, round.id);
      if (!sheet) return;
      const items = freezeItems(itemsOfRound(almanac, round));
      const answers = await readAnswers(handle, sheet);
      if (!(await handOver(handle, successor.slug, { round, items, answers }, visit.now))) return;
      const event = { round: round.id, person, kind: 'handed', says: successor.name } as const;
      await writeEvent(handle, council, event, visit.now);
      const detail = { round: round.id, to: successor.slug };
      await writeAudit(handle, { council, person, action: 'round.handed', detail }, visit.now);
    });
    return redirect(`/my/${council}/assessment/${round.id}?done=handed`);
  };

  const before = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const handed = await transact(database, { council }, (handle) =>
      listHandovers(handle, council),
    );
    const predecessors = toPredecessors(handed, almanac, nameOf);
    const items = [...listItems(almanac, 'full'), ...listItems(almanac, 'quick')];
    const rows = sideBySide(items, predecessors);
    const groups = Map.groupBy(rows, ({ item }) => item.outcome);
    return show(visit, 'predecessors.njk', 'What the councils before agreed', {
      from: handed.map((each) => ({
        council: nameOf(each.from_council),
        slug: each.from_council,
        round: each.name,
        edition: each.edition,
        closed: each.closed_on,
        handed: each.handed_at.slice(0, 10),
        answers: each.answers.size,
      })),
      names: predecessors.map(({ name }) => name),
      expected: (councilOf(council)?.predecessors ?? []).map(({ name }) => name),
      groups: [...groups].map(([outcome, all]) => ({
        outcome: { slug: outcome.slug, name: outcome.name },
        rows: all.map(({ item, answers, alike }) => ({
          name: item.target ? item.name : 'As a whole',
          alike,
          cells: answers.map((answer) => ({
            level: typeof answer?.choice === 'number' ? answer.choice : undefined,
            says: answer ? answerInWords(item, answer) : 'Not asked',
          })),
        })),
      })),
    });
  };

  return [
    { method: 'GET', path: `${path}/before`, access: 'viewer', handle: before },
    { method: 'GET', path: `${path}/:round/hand-over`, access: 'lead', handle: page },
    { method: 'POST', path: `${path}/:round/hand-over`, access: 'lead', handle: hand },
  ];
}

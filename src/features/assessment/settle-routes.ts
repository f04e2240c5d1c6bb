import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
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
import type { AssessmentNeeds } from './needs.ts';
import { EVENTS, type EventKind, listEvents, writeEvent } from './round-events.ts';
import { findRound, setSettled } from './rounds.ts';
import { itemsOfRound } from './rules/round-items.ts';

const schema = z.object({
  reason: z
    .string()
    .min(5, 'Say in a few words why it is reopened: the log keeps it')
    .max(500, 'Use at most 500 characters'),
});

/**
 * Settling what was agreed, reopening it with a reason, and the log of a round. Voices never open again: decision 20
 * says why.
 */
export function settleRoutes({ database, show, almanac }: AssessmentNeeds): Route[] {
  const path = '/my/:council/assessment/:round';
  const homeOf = (visit: Visit) =>
    `/my/${membershipOf(visit).council}/assessment/${visit.params.round}`;

  const change = (visit: Visit, kind: 'settled' | 'reopened', says = '') => {
    const { council } = membershipOf(visit);
    const round = visit.params.round ?? '';
    const person = visitorOf(visit).id;
    return transact(database, { council }, async (handle) => {
      if (!(await findRound(handle, council, round)))
        throw new KnownError(404, 'There is no such round.');
      const moment = kind === 'settled' ? visit.now : null;
      if (!(await setSettled(handle, council, round, moment))) return;
      await writeEvent(handle, council, { round, person, kind, says }, visit.now);
      const entry = { council, person, action: `round.${kind}`, detail: { round } };
      await writeAudit(handle, entry, visit.now);
    });
  };
  const settle = async (visit: Visit): Promise<Reply> => {
    await change(visit, 'settled');
    return redirect(`${homeOf(visit)}?done=settled`);
  };

  const reopenPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const round = await transact(database, { council }, (handle) =>
      findRound(handle, council, visit.params.round ?? ''),
    );
    if (!round) throw new KnownError(404, 'There is no such round.');
    return show(
      visit,
      'reopen.njk',
      'Reopen the agreed answers',
      {
        round: { name: round.name, base: homeOf(visit), settled: round.settled_at?.slice(0, 10) },
        form: toFormView(visit, typed, problems),
      },
      problems ? 400 : 200,
    );
  };
  const reopen = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return reopenPage(visit, parsed.typed, parsed.problems);
    await change(visit, 'reopened', parsed.value.reason);
    return redirect(`${homeOf(visit)}?done=reopened`);
  };

  const log = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const view = await transact(database, { council }, async (handle) => {
      const round = await findRound(handle, council, visit.params.round ?? '');
      if (!round) throw new KnownError(404, 'There is no such round.');
      const items = new Map(itemsOfRound(almanac, round).map((item) => [item.id, item]));
      const events = await listEvents(handle, council, round.id);
      return {
        round: { name: round.name, base: homeOf(visit) },
        events: events.map(({ at, kind, says, item, name }) => ({
          at,
          who: name || 'Somebody who left',
          did: EVENTS[kind as EventKind] ?? kind,
          says,
          item: item ? (items.get(item)?.name ?? item) : undefined,
        })),
      };
    });
    return show(visit, 'round-log.njk', 'What happened in this round', view);
  };

  return [
    { method: 'POST', path: `${path}/settle`, access: 'lead', handle: settle },
    { method: 'GET', path: `${path}/reopen`, access: 'lead', handle: (visit) => reopenPage(visit) },
    { method: 'POST', path: `${path}/reopen`, access: 'lead', handle: reopen, keepsForm: true },
    { method: 'GET', path: `${path}/log`, access: 'viewer', handle: log },
  ];
}

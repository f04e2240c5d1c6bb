import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { RoundRow } from '../../db/tables/assessment.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { KnownError } from '../../lib/errors.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { answeringRoutes } from './answering-routes.ts';
import { readAnswers } from './answers.ts';
import { carryRound, carrySheet } from './carry.ts';
import { handoverRoutes } from './handover-routes.ts';
import { listHandovers } from './handovers.ts';
import type { AssessmentNeeds } from './needs.ts';
import { openRoundRoutes } from './open-round-routes.ts';
import { fileRoutes } from './paper/file-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { writeEvent } from './round-events.ts';
import { roundPlaces } from './round-places.ts';
import {
  closeRound,
  countVoices,
  findAgreedSheet,
  findPerspective,
  findRound,
  isAsked,
  listRounds,
  openVoiceSheet,
} from './rounds.ts';
import { progressOf } from './rules/answers.ts';
import { freezeItems } from './rules/frozen.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { settleRoutes } from './settle-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { listTasks } from './tasks.ts';
import { trendRoutes } from './trend-routes.ts';
import { voiceRoutes } from './voice-routes.ts';

const DONE = {
  opened: 'The round is open. Tell your colleagues: each answers for themselves.',
  closed: 'The round is closed to voices. Now agree on one answer to each question.',
  settled: 'The agreed answers stand. They can be reopened with a reason.',
  reopened: 'The agreed answers can be changed again. The reason is in the log.',
  handed: 'The agreed answers are handed over. Your own stay with you.',
};

/** A council's assessments: opening a round, each voice for itself, closing, agreeing. */
export function roundRoutes(needs: AssessmentNeeds): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/assessment';

  const list = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const { rounds, handovers } = await transact(database, { council }, async (handle) => ({
      rounds: await listRounds(handle, council),
      handovers: await listHandovers(handle, council),
    }));
    return show(visit, 'rounds.njk', 'Assessment', {
      rounds: rounds.map((round) => ({
        name: round.name,
        href: `/my/${council}/assessment/${round.id}`,
        quick: round.depth === 'quick',
        opened: round.opened_at.slice(0, 10),
        closes: round.closes_on,
        closed: round.closed_at?.slice(0, 10),
        settled: round.settled_at?.slice(0, 10),
      })),
      trend: rounds.filter(({ closed_at }) => closed_at).length > 1,
      handed: handovers.length > 0,
      lead: role === 'lead',
    });
  };

  const getRound = async (handle: Handle, visit: Visit): Promise<RoundRow> => {
    const round = await findRound(handle, membershipOf(visit).council, visit.params.round ?? '');
    if (!round) throw new KnownError(404, 'There is no such round.');
    return round;
  };

  const overview = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const view = await transact(database, { council }, async (handle) => {
      const round = await getRound(handle, visit);
      const items = itemsOfRound(almanac, round);
      const { id } = visitorOf(visit);
      const perspective = await findPerspective(handle, council, id);
      const stored =
        role === 'viewer'
          ? undefined
          : await openVoiceSheet(handle, council, round, { id, perspective }, visit.now);
      const sheet = stored && !round.closed_at ? await carrySheet(handle, stored, almanac) : stored;
      const agreed = await findAgreedSheet(handle, council, round.id);
      const tasks = await listTasks(handle, council, round.id);
      return {
        round: {
          name: round.name,
          base: `/my/${council}/assessment/${round.id}`,
          quick: round.depth === 'quick',
          closes: round.closes_on,
          over: round.closes_on < isoDate(visit.now),
          closed: round.closed_at?.slice(0, 10),
          settled: round.settled_at?.slice(0, 10),
          edition: round.closed_at ? round.edition : almanac.about.edition,
        },
        asked: isAsked(round, id),
        askedCount: round.asked ? (JSON.parse(round.asked) as string[]).length : undefined,
        mine: sheet && progressOf(items, await readAnswers(handle, sheet)),
        agreed: agreed && progressOf(items, await readAnswers(handle, agreed)),
        voices: await countVoices(handle, council, round.id),
        tasks: {
          mine: tasks.filter(
            ({ person_id, state }) => person_id === id && ['asked', 'returned'].includes(state),
          ).length,
          open: tasks.filter(({ state }) => state !== 'settled').length,
          all: tasks.length,
        },
        perspective,
        follows: almanac.councils.find(({ slug }) => slug === council)?.successors.length ?? 0,
      };
    });
    return show(visit, 'round.njk', view.round.name, {
      ...view,
      lead: role === 'lead',
      form: toFormView(visit),
      done: doneText(visit, DONE),
    });
  };

  const close = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const id = await transact(database, { council }, async (handle) => {
      const round = await getRound(handle, visit);
      if (round.closed_at) return round.id;
      const { edition } = almanac.about;
      await carryRound(handle, council, round.id, almanac);
      const frozen = freezeItems(itemsOfRound(almanac, round));
      if (await closeRound(handle, council, round.id, frozen, visit.now, edition)) {
        const person = visitorOf(visit).id;
        const detail = { round: round.id };
        await writeAudit(handle, { council, person, action: 'round.closed', detail }, visit.now);
        const event = { round: round.id, person, kind: 'closed' } as const;
        await writeEvent(handle, council, event, visit.now);
      }
      return round.id;
    });
    return redirect(`/my/${council}/assessment/${id}?done=closed`);
  };

  const { voice, agreed, results } = roundPlaces(needs);
  return [
    { method: 'GET', path, access: 'viewer', handle: list },
    ...openRoundRoutes(needs),
    ...handoverRoutes(needs),
    ...trendRoutes(needs),
    { method: 'GET', path: `${path}/:round`, access: 'viewer', handle: overview },
    { method: 'POST', path: `${path}/:round/close`, access: 'lead', handle: close },
    ...settleRoutes(needs),
    ...taskRoutes(needs, agreed),
    ...answeringRoutes(needs, voice),
    ...answeringRoutes(needs, agreed),
    ...resultRoutes(needs, voice),
    ...resultRoutes(needs, results),
    ...fileRoutes(needs, voice),
    ...fileRoutes(needs, agreed),
    ...voiceRoutes(needs),
  ];
}

/** What the actions of this feature are called in the log. */
export const ASSESSMENT_ACTIONS: Record<string, string> = {
  'round.opened': 'Opened a round of the assessment',
  'round.closed': 'Closed a round of the assessment',
  'round.settled': 'Settled the agreed answers of a round',
  'round.reopened': 'Reopened the agreed answers of a round',
  'round.handed': 'Handed agreed answers to the council that follows',
  'answer.agreed': 'Set an agreed answer',
  'answer.raised': 'Raised an agreed answer, from the plan',
  'task.asked': 'Asked a colleague to propose an answer',
  'task.answered': 'Proposed an answer',
  'task.returned': 'Gave a proposal back with a question',
  'task.settled': 'Took a proposal as agreed',
  'task.withdrawn': 'Took a question back from a colleague',
};

import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { RoundRow } from '../../db/tables/assessment.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { KnownError } from '../../lib/errors.ts';
import { choice, line } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
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
import type { AssessmentNeeds } from './needs.ts';
import { fileRoutes } from './paper/file-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { roundPlaces } from './round-places.ts';
import {
  closeRound,
  copyAgreed,
  countVoices,
  findAgreedSheet,
  findPerspective,
  findRound,
  listRounds,
  openRound,
  openVoiceSheet,
} from './rounds.ts';
import { progressOf } from './rules/answers.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { voiceRoutes } from './voice-routes.ts';

const schema = (today: string) =>
  z.object({
    name: line('Enter a name, such as Autumn 2026', 60),
    depth: choice(['quick', 'full'], 'Choose a quick look or the full assessment'),
    outcomes: z.array(z.string()),
    closesOn: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter the day on which answering ends')
      .refine((day) => day >= today, 'Enter a day that is still to come'),
    copy: z.string(),
  });

const DONE = {
  opened: 'The round is open. Tell your colleagues: each answers for themselves.',
  closed: 'The round is closed to voices. Now agree on one answer to each question.',
};

/** A council's assessments: opening a round, each voice for itself, closing, agreeing. */
export function roundRoutes(needs: AssessmentNeeds): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/assessment';

  const list = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const rounds = await transact(database, { council }, (handle) => listRounds(handle, council));
    return show(visit, 'rounds.njk', 'Assessment', {
      rounds: rounds.map((round) => ({
        name: round.name,
        href: `/my/${council}/assessment/${round.id}`,
        quick: round.depth === 'quick',
        opened: round.opened_at.slice(0, 10),
        closes: round.closes_on,
        closed: round.closed_at?.slice(0, 10),
      })),
      lead: role === 'lead',
    });
  };

  const newPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const [last] = await transact(database, { council }, (handle) => listRounds(handle, council));
    const month = new Date(visit.now.getTime() + 28 * 86_400_000);
    const fresh = {
      outcomes: almanac.outcomes.map(({ slug }) => slug),
      closesOn: isoDate(month),
      depth: 'full',
    };
    return show(
      visit,
      'new-round.njk',
      'Open a round',
      {
        form: toFormView(visit, typed ?? fresh, problems),
        outcomes: almanac.outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
        last: last?.name,
      },
      problems ? 400 : 200,
    );
  };

  const open = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, schema(isoDate(visit.now)));
    if (failed(parsed)) return newPage(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const outcomes = almanac.outcomes
      .map(({ slug }) => slug)
      .filter((slug) => value.outcomes.includes(slug));
    if (outcomes.length === 0)
      return newPage(visit, typed, [{ field: 'outcomes', text: 'Choose at least one outcome' }]);
    const id = await transact(database, { council }, async (handle) => {
      const [last] = await listRounds(handle, council);
      // A double click must not open two.
      if (last && last.name === value.name && !last.closed_at) return last.id;
      const before = last?.id ?? null;
      const { edition } = almanac.about;
      const round = {
        name: value.name,
        depth: value.depth,
        outcomes,
        edition,
        closesOn: value.closesOn,
        before,
      };
      const made = await openRound(handle, council, round, visit.now);
      if (before && value.copy === 'yes')
        await copyAgreed(handle, council, { from: before, to: made });
      const entry = {
        council,
        person: visitorOf(visit).id,
        action: 'round.opened',
        detail: { round: made },
      };
      await writeAudit(handle, entry, visit.now);
      return made;
    });
    return redirect(`/my/${council}/assessment/${id}?done=opened`);
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
      const mayAnswer = role !== 'viewer';
      const sheet = mayAnswer
        ? await openVoiceSheet(handle, council, round, { id, perspective }, visit.now)
        : undefined;
      const agreed = await findAgreedSheet(handle, council, round.id);
      return {
        round: {
          name: round.name,
          base: `/my/${council}/assessment/${round.id}`,
          quick: round.depth === 'quick',
          closes: round.closes_on,
          closed: round.closed_at?.slice(0, 10),
          edition: round.edition,
        },
        mine: sheet && progressOf(items, await readAnswers(handle, sheet)),
        agreed: agreed && progressOf(items, await readAnswers(handle, agreed)),
        voices: await countVoices(handle, council, round.id),
        perspective,
        mayAnswer,
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
      const frozen = JSON.stringify(
        itemsOfRound(almanac, round).map(({ id: item, name, statement, levels }) => ({
          item,
          name,
          statement,
          levels,
        })),
      );
      if (await closeRound(handle, council, round.id, frozen, visit.now)) {
        const entry = {
          council,
          person: visitorOf(visit).id,
          action: 'round.closed',
          detail: { round: round.id },
        };
        await writeAudit(handle, entry, visit.now);
      }
      return round.id;
    });
    return redirect(`/my/${council}/assessment/${id}?done=closed`);
  };

  const { voice, agreed, results } = roundPlaces(needs);
  return [
    { method: 'GET', path, access: 'viewer', handle: list },
    { method: 'GET', path: `${path}/new`, access: 'lead', handle: (visit) => newPage(visit) },
    { method: 'POST', path: `${path}/new`, access: 'lead', handle: open, keepsForm: true },
    { method: 'GET', path: `${path}/:round`, access: 'viewer', handle: overview },
    { method: 'POST', path: `${path}/:round/close`, access: 'lead', handle: close },
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
  'round.handed-over': 'Handed agreed answers to the council that follows',
  'answer.agreed': 'Set an agreed answer',
  'answer.raised': 'Raised an agreed answer, from the plan',
  'task.asked': 'Asked a colleague to propose an answer',
  'task.answered': 'Proposed an answer',
  'task.returned': 'Gave a proposal back with a question',
  'task.settled': 'Took a proposal as agreed',
  'task.withdrawn': 'Took a question back from a colleague',
};

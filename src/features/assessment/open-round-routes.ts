import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { choice, line } from '../../web/forms/fields.ts';
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
import { saveAnswer } from './answers.ts';
import { type Colleague, listColleagues } from './colleagues.ts';
import { copyAgreed } from './copy-agreed.ts';
import { GROUP_NAMES, ORDER } from './groups.ts';
import { type Handover, listHandovers } from './handovers.ts';
import type { AssessmentNeeds } from './needs.ts';
import { writeEvent } from './round-events.ts';
import { findAgreedSheet, findRound, listRounds, openRound } from './rounds.ts';
import { toPredecessors } from './rules/handed.ts';
import { startFrom } from './rules/predecessors.ts';
import { itemsOfRound } from './rules/round-items.ts';

const schema = (today: string) =>
  z.object({
    name: line('Enter a name, such as Autumn 2026', 60),
    depth: choice(['quick', 'full'], 'Choose a quick look or the full assessment'),
    outcomes: z.array(z.string()),
    who: choice(['all', 'some'], 'Choose who is asked'),
    groups: z.array(z.string()),
    people: z.array(z.string()),
    closesOn: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter the day on which answering ends')
      .refine((day) => day >= today, 'Enter a day that is still to come'),
    start: z.string(),
  });
type Values = z.infer<ReturnType<typeof schema>>;

/** Opening a round: who is asked what until when, and what the agreed answers start from. */
export function openRoundRoutes(needs: AssessmentNeeds): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/assessment/new';
  const nameOf = (slug: string) =>
    almanac.councils.find((council) => council.slug === slug)?.name ?? slug;

  const read = (visit: Visit) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => ({
      last: (await listRounds(handle, council))[0],
      colleagues: await listColleagues(handle, council),
      handovers: await listHandovers(handle, council),
    }));
  };

  const page = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { last, colleagues, handovers } = await read(visit);
    const fresh = {
      outcomes: almanac.outcomes.map(({ slug }) => slug),
      closesOn: isoDate(new Date(visit.now.getTime() + 28 * 86_400_000)),
      depth: 'full',
      who: 'all',
      start: '',
    };
    return show(
      visit,
      'new-round.njk',
      'Open a round',
      {
        form: toFormView(visit, typed ?? fresh, problems),
        outcomes: almanac.outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
        groups: ORDER.flatMap((group) =>
          group ? [{ value: group, text: GROUP_NAMES[group] }] : [],
        ),
        people: colleagues.map(({ id, name, group }) => ({
          value: id,
          text: name || 'Somebody without a name',
          group: group ? GROUP_NAMES[group] : 'Not said',
        })),
        last: last?.name,
        before: [...new Set(handovers.map(({ from_council }) => nameOf(from_council)))],
      },
      problems ? 400 : 200,
    );
  };

  const open = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, schema(isoDate(visit.now)));
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const outcomes = almanac.outcomes
      .map(({ slug }) => slug)
      .filter((slug) => value.outcomes.includes(slug));
    if (outcomes.length === 0)
      return page(visit, typed, [{ field: 'outcomes', text: 'Choose at least one outcome' }]);
    const { colleagues } = await read(visit);
    const asked = askedOf(value, colleagues);
    if (asked?.length === 0)
      return page(visit, typed, [
        { field: 'groups', text: 'Choose at least one group or person to ask' },
      ]);
    const id = await transact(database, { council }, async (handle) => {
      const [last] = await listRounds(handle, council);
      // A double click must not open two.
      if (last && last.name === value.name && !last.closed_at) return last.id;
      const before = last?.id ?? null;
      const { edition } = almanac.about;
      const { name, depth, closesOn } = value;
      const round = { name, depth, outcomes, edition, closesOn, before, asked };
      const made = await openRound(handle, council, round, visit.now);
      if (before && value.start === 'last')
        await copyAgreed(handle, council, { from: before, to: made }, almanac);
      if (value.start === 'before') await startFromHandovers(handle, council, made, visit.now);
      const person = visitorOf(visit).id;
      const detail = { round: made };
      await writeAudit(handle, { council, person, action: 'round.opened', detail }, visit.now);
      await writeEvent(handle, council, { round: made, person, kind: 'opened' }, visit.now);
      return made;
    });
    return redirect(`/my/${council}/assessment/${id}?done=opened`);
  };

  const startFromHandovers = async (handle: Handle, council: string, id: string, now: Date) => {
    const round = await findRound(handle, council, id);
    const sheet = await findAgreedSheet(handle, council, id);
    if (!round || !sheet) return;
    const handed: Handover[] = await listHandovers(handle, council);
    const predecessors = toPredecessors(handed, almanac, nameOf);
    for (const given of startFrom(itemsOfRound(almanac, round), predecessors))
      await saveAnswer(handle, sheet, given, 0, now);
  };

  return [
    { method: 'GET', path, access: 'lead', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'lead', handle: open, keepsForm: true },
  ];
}

/** The people who are asked; nothing when everybody is who may answer. */
function askedOf(
  { who, groups, people }: Values,
  colleagues: readonly Colleague[],
): string[] | undefined {
  if (who === 'all') return undefined;
  return colleagues
    .filter(({ id, group }) => people.includes(id) || (group && groups.includes(group)))
    .map(({ id }) => id);
}

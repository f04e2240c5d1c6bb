import type { Almanac } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import type { MadeUp } from '../schema/made-up.ts';
import type { Report } from './report.ts';

/** The made-up council stays made up, and answers what is really asked. */
export function checkMadeUp(files: ContentFiles, almanac: Almanac, report: Report): void {
  if (!files.madeUp) return;
  const { source, value } = files.madeUp;
  const tell = (keys: PropertyKey[], found: string, expected: string) =>
    report.error(source, keys, found, expected);
  const names = new Set(
    almanac.councils.flatMap(({ name, short, also }) => [name, short, ...also]),
  );
  for (const key of ['name', 'short'] as const)
    if (names.has(value[key]))
      tell([key], value[key], 'a name that no council of the register has');
  if (!almanac.about.types.some(({ id }) => id === value.type))
    tell(['type'], value.type, 'a kind of council that almanac.yaml lists');
  const items = new Set(
    almanac.outcomes.flatMap(({ slug, targets }) => targets.map(({ id }) => `${slug}.${id}`)),
  );
  for (const [index, round] of value.rounds.entries()) {
    for (const [slug, levels] of Object.entries(round.agreed)) {
      const targets = almanac.outcomes.find((outcome) => outcome.slug === slug)?.targets;
      if (!targets) tell(['rounds', index, 'agreed', slug], slug, 'an outcome of the guide');
      else if (levels.length !== targets.length)
        tell(
          ['rounds', index, 'agreed', slug],
          `${levels.length} levels`,
          `${targets.length}, one for each target`,
        );
    }
    for (const [place, { item }] of round.beside.entries())
      if (!items.has(item))
        tell(
          ['rounds', index, 'beside', place, 'item'],
          item,
          'outcome.target as the guide has it',
        );
  }
  checkPlan(value, almanac, items, tell);
  const actions = new Set(value.plan?.actions.map(({ id }) => id));
  for (const [index, { action }] of value.cases.entries())
    if (!actions.has(action)) tell(['cases', index, 'action'], action, 'an action of the plan');
}

/** The plan names people, targets, steps and actions that there are. */
function checkPlan(
  { plan, people }: MadeUp,
  { about, outcomes }: Almanac,
  items: ReadonlySet<string>,
  tell: (keys: PropertyKey[], found: string, expected: string) => void,
): void {
  const actions = plan?.actions ?? [];
  const steps = new Set(
    outcomes.flatMap(({ slug, steps: all }) => all.map(({ id }) => `${slug}/${id}`)),
  );
  const names = new Set(people.map(({ name }) => name));
  const ids = new Set(actions.map(({ id }) => id));
  for (const [index, action] of actions.entries()) {
    const wrong = (key: string, found: string | undefined, known: boolean, expected: string) => {
      if (found !== undefined && !known) tell(['plan', 'actions', index, key], found, expected);
    };
    const { target, step, owner, effort, cost_band, needs } = action;
    wrong('target', target, items.has(target), 'outcome.target as the guide has it');
    wrong('step', step, steps.has(step ?? ''), 'outcome/step as the guide has it');
    wrong('owner', owner, names.has(owner ?? ''), 'the name of one of the people');
    wrong(
      'effort',
      effort,
      about.efforts.some(({ id }) => id === effort),
      'an effort of almanac.yaml',
    );
    wrong(
      'cost_band',
      cost_band,
      about.costs.some(({ id }) => id === cost_band),
      'a cost of almanac.yaml',
    );
    for (const need of needs)
      wrong('needs', need, ids.has(need), 'the id of an action of this plan');
    for (const { by } of action.comments)
      wrong('comments', by, names.has(by), 'the name of one of the people');
  }
}

import type { Almanac, Outcome, Step, Target } from '../../../content/almanac.ts';

/** What a need or an offer is about: parts of the guide, written `outcome`, `outcome.target` and `outcome/step`. */
export interface Ties {
  outcomes: readonly Outcome[];
  targets: readonly Target[];
  steps: readonly Step[];
}

export const targetTie = ({ outcome, id }: Pick<Target, 'outcome' | 'id'>): string =>
  `${outcome.slug}.${id}`;
export const stepTie = ({ outcome, id }: Pick<Step, 'outcome' | 'id'>): string =>
  `${outcome.slug}/${id}`;

/** Looks up written ties; what the guide no longer has is left out. */
export type ReadTies = (written: readonly string[]) => Ties;

/** @returns a reader that looks each tie up at once */
export function tieReader({ outcomes }: Pick<Almanac, 'outcomes'>): ReadTies {
  const known = new Map<string, Partial<Record<'outcome' | 'target' | 'step', unknown>>>();
  for (const outcome of outcomes) {
    known.set(outcome.slug, { outcome });
    for (const target of outcome.targets) known.set(targetTie(target), { target });
    for (const step of outcome.steps) known.set(stepTie(step), { step });
  }
  return (written) => {
    const found = written.map((tie) => known.get(tie) ?? {});
    const pick = <T>(kind: 'outcome' | 'target' | 'step') =>
      found.flatMap((each) => (each[kind] ? [each[kind] as T] : []));
    return { outcomes: pick('outcome'), targets: pick('target'), steps: pick('step') };
  };
}

/** The targets that something is about: those that it names, and those that its steps move. */
export const targetsOf = ({ targets, steps }: Ties): Target[] => [
  ...new Set([...targets, ...steps.flatMap(({ moves }) => moves.map(({ target }) => target))]),
];

/**
 * Writes ties in the order of the guide.
 * @param chosen outcomes, targets and steps as written; targets and steps of other outcomes are left out
 */
export function writeTies(almanac: Pick<Almanac, 'outcomes'>, chosen: readonly string[]): string[] {
  const asked = new Set(chosen);
  return almanac.outcomes
    .filter(({ slug }) => asked.has(slug))
    .flatMap((outcome) => [
      outcome.slug,
      ...outcome.targets.map(targetTie).filter((tie) => asked.has(tie)),
      ...outcome.steps.map(stepTie).filter((tie) => asked.has(tie)),
    ]);
}

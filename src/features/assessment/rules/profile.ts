import type { Outcome } from '../../../content/almanac.ts';
import { type Answer, type Answers, levelOf } from './answers.ts';
import type { Item } from './items.ts';

/** What an assessment shows: cells and counts. There is no score: levels are never added or averaged. */

export interface Cell {
  item: Item;
  answer: Answer | undefined;
  level: number | undefined;
}

export interface Row {
  outcome: Outcome;
  cells: Cell[];
  /** How many cells stand at each level, from 1 to 4. */
  counts: [number, number, number, number];
  /** Cells with a level. */
  rated: number;
}

export type Profile = readonly Row[];

/** The answers by outcome, in the order of the guide. An answer to something that is not asked is left out. */
export function toProfile(items: readonly Item[], answers: Answers): Profile {
  const byOutcome = Map.groupBy(items, ({ outcome }) => outcome);
  return [...byOutcome].map(([outcome, group]) => {
    const cells = group.map((item) => {
      const answer = answers.get(item.id);
      return { item, answer, level: levelOf(answer) };
    });
    const counts: Row['counts'] = [0, 0, 0, 0];
    for (const { level } of cells) if (level) counts[level - 1]! += 1;
    return { outcome, cells, counts, rated: counts.reduce((sum, count) => sum + count, 0) };
  });
}

export interface Findings {
  /** Outcomes with most of their targets in place, and none "not yet". */
  strong: Outcome[];
  /** Outcomes with the most targets "not yet", then "under way": at most three. */
  gaps: Outcome[];
  /** Items answered "I don't know". */
  unknown: Item[];
  /** Items to come back to. */
  later: Item[];
  notApplicable: Item[];
}

export const MOST_GAPS = 3;
/** An outcome is called strong when this share of its rated targets stands at level 3 or 4. */
export const STRONG_SHARE = 0.75;

/** What stands out, by rules that docs/method.md states. */
export function findFindings(profile: Profile): Findings {
  const cells = profile.flatMap((row) => row.cells);
  const chosen = (choice: Answer['choice']) =>
    cells.filter(({ answer }) => answer?.choice === choice).map(({ item }) => item);
  return {
    strong: profile.filter(isStrong).map(({ outcome }) => outcome),
    gaps: profile
      .filter(({ counts, rated }) => counts[0] > 0 || counts[1] > rated / 2)
      .toSorted((a, b) => b.counts[0] - a.counts[0] || b.counts[1] - a.counts[1])
      .slice(0, MOST_GAPS)
      .map(({ outcome }) => outcome),
    unknown: chosen('unknown'),
    later: chosen('later'),
    notApplicable: chosen('na'),
  };
}

/** Judged only when more than half of what was asked has a level: a strength must not rest on one answer. */
function isStrong({ counts, rated, cells }: Row): boolean {
  return (
    rated > cells.length / 2 && counts[0] === 0 && counts[2] + counts[3] >= rated * STRONG_SHARE
  );
}

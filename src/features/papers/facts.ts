import { writtenNumber } from '../../lib/numbers.ts';
import type { Crest } from './blocks.ts';
import type { ClosedRound, PlanAction } from './needs.ts';

/** All that papers are made of, as plain values. */
export interface Facts {
  council: { slug: string; name: string; nation: string };
  crest: Crest | undefined;
  made: { on: string; by: string };
  madeUp: boolean;
  almanac: { title: string; edition: string; language: string };
  outcomes: readonly FactOutcome[];
  /** Names of the four levels, lowest first. */
  levels: readonly string[];
  costs: Readonly<Record<string, string>>;
  efforts: Readonly<Record<string, string>>;
  round: ClosedRound | undefined;
  actions: readonly PlanAction[];
  /** Questions for councillors on the targets that the plan moves, or on the widest gaps where it moves none. */
  questions: readonly FactQuestion[];
}

export interface FactOutcome {
  slug: string;
  name: string;
  short: string;
  number: number;
  /** Hex, on white. */
  colour: string;
  targets: readonly { id: string; name: string; statement: string }[];
}

export interface FactQuestion {
  outcome: string;
  target: string;
  asks: string;
  good: string;
  warning: string;
}

export const outcomeOf = ({ outcomes }: Facts, slug: string): FactOutcome | undefined =>
  outcomes.find((outcome) => outcome.slug === slug);

/** The target that an action moves, in words: `Restore, from Not yet to In place`. Empty when it moves none. */
export function movesOf(facts: Facts, action: PlanAction): string {
  const target = outcomeOf(facts, action.outcome)?.targets.find(({ id }) => id === action.target);
  if (!target) return '';
  const level = (number: number | undefined) => facts.levels[(number ?? 0) - 1];
  const [from, to] = [level(action.from), level(action.to)];
  if (from && to) return `${target.name}, from ${from} to ${to}`;
  return to ? `${target.name}, to ${to}` : target.name;
}

/** What a cost is said to be: the figure when there is one, else the band. */
export const costOf = (facts: Facts, { cost, costBand }: PlanAction): string =>
  cost === undefined ? (facts.costs[costBand] ?? '') : `£${writtenNumber(cost)}`;

import { type Answers, levelOf } from './answers.ts';
import type { Item } from './items.ts';
import { toProfile } from './profile.ts';

/** How a council stood in several rounds. */
export interface Moment {
  name: string;
  items: readonly Item[];
  /** Agreed answers, as they were in that round. */
  answers: Answers;
  /** Questions whose meaning changed since the moment before. */
  marks: ReadonlySet<string>;
}

export interface TrendRow {
  outcome: { slug: string; name: string };
  /** For each moment the counts of levels 1 to 4; nothing when the outcome was not asked. */
  counts: ([number, number, number, number] | undefined)[];
  /** For each moment whether a question of the outcome changed its meaning since the one before. */
  changed: boolean[];
  targets: {
    id: string;
    name: string;
    levels: (number | undefined)[];
    changed: boolean[];
  }[];
}

/** Outcomes and their questions over several rounds, oldest first. Counts only: levels are never averaged. */
export function toTrend(moments: readonly Moment[]): TrendRow[] {
  const profiles = moments.map(({ items, answers }) => toProfile(items, answers));
  const outcomes = new Map(
    profiles.toReversed().flatMap((rows) => rows.map((row) => [row.outcome.slug, row.outcome])),
  );
  const ordered = [...outcomes.values()].toSorted((a, b) => a.number - b.number);
  return ordered.map(({ slug, name }) => {
    const rows = profiles.map((profile) => profile.find(({ outcome }) => outcome.slug === slug));
    const items = new Map(
      rows.flatMap((row) => row?.cells.map(({ item }) => [item.id, item]) ?? []),
    );
    const has = (index: number, id: string) => moments[index]?.marks.has(id) ?? false;
    return {
      outcome: { slug, name },
      counts: rows.map((row) => row?.counts),
      changed: rows.map(
        (row, index) => row?.cells.some(({ item }) => has(index, item.id)) ?? false,
      ),
      targets: [...items.values()].map((item) => ({
        id: item.id,
        name: item.name,
        levels: moments.map(({ answers }) => levelOf(answers.get(item.id))),
        changed: moments.map((_, index) => has(index, item.id)),
      })),
    };
  });
}

import type { Almanac, Example } from '../../content/almanac.ts';
import { placesOf } from '../../content/link/examples.ts';
import { toExample } from '../../content/link/published.ts';
import type { Published } from '../../content/published.ts';
import type { SharingFile } from '../../content/schema/sharing.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { Show } from '../../web/visits/show.ts';

/** An action of a council's plan that is done, as far as a write-up can begin with it. */
export interface FinishedAction {
  id: string;
  title: string;
  /** What it was for, in the plan's own words. */
  why: string;
  /** What was done and what came of it. */
  did: string;
  /** `outcome/id`; nothing where the action hangs on none. */
  target: string | undefined;
  step: string | undefined;
  /** Years in which it began and was done. */
  from: number | undefined;
  to: number | undefined;
}

/** What the pages of sharing work with. */
export interface SharingNeeds {
  database: Database;
  show: Show;
  almanac: Almanac;
  sharing: SharingFile;
  /** Address of the site for links in mail. */
  site: string;
  title: string;
  listEditors(handle: Handle): Promise<{ id: string; email: string | null }[]>;
  /** Fields of the page of an example, as its template takes them. */
  exampleView(example: Example): object;
  /** A finished action of a council's plan; nothing when there is none, or no plan at all. */
  findFinishedAction(
    handle: Handle,
    council: string,
    action: string,
  ): Promise<FinishedAction | undefined>;
}

/** A write-up as an example, for a preview. One without an outcome is shown with the first, and says so elsewhere. */
export function previewOf({ almanac }: Pick<SharingNeeds, 'almanac'>, written: Published): Example {
  const places = placesOf(almanac);
  const example = toExample(written, places);
  if (example) return example;
  const [first] = almanac.outcomes;
  return toExample({ ...written, facts: { ...written.facts, outcome: first!.slug } }, places)!;
}

/** The council of the register that a write-up or an author stands for. */
export const nameOf = ({ almanac }: Pick<SharingNeeds, 'almanac'>, slug: string): string =>
  almanac.councils.find((each) => each.slug === slug)?.name ?? slug;

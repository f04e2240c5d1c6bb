import { z } from 'zod';
import type { Almanac } from '../../content/almanac.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import { choice, line, version } from '../../web/forms/fields.ts';
import type { Typed } from '../../web/forms/parse.ts';
import type { Content } from './listings.ts';
import { HELP_IDS, HELPS, KIND_IDS, lastDay } from './rules/listing.ts';
import { writeTies } from './rules/ties.ts';

/** The form in which a need or an offer is written. */

const MOST_OUTCOMES = 3;
const LONGEST_TITLE = 90;
const LONGEST_BODY = 4000;

/** @param today ISO date: the last day lies after it, and at most 90 days away */
export const listingSchema = (today: string) =>
  z.object({
    kind: choice(KIND_IDS, 'Choose whether it is a need or an offer'),
    title: line('Enter what you look for or offer, in one line', LONGEST_TITLE),
    body: z
      .string()
      .min(1, 'Enter what others need to know')
      .max(LONGEST_BODY, `Use at most ${LONGEST_BODY} characters`),
    help: z.enum([...HELP_IDS, '']).catch(''),
    outcomes: z
      .array(z.string())
      .min(1, 'Choose the outcome that it is about')
      .max(MOST_OUTCOMES, `Choose at most ${MOST_OUTCOMES} outcomes`),
    nation: z.string(),
    region: z.string(),
    type: z.string(),
    visibility: choice(['public', 'councils'], 'Choose who may read it'),
    endsOn: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter the last day that it is open')
      .refine((day) => day > today, 'Enter a day that is still to come')
      .refine((day) => day <= lastDay(today), 'Enter a day at most 90 days away'),
    sure: z.string(),
    version,
  });

export type Sent = z.infer<ReturnType<typeof listingSchema>>;

/** The lists that the form chooses from. */
export function choicesOf({ about, councils, outcomes }: Almanac) {
  const regions = [...new Set(councils.flatMap((each) => each.regions))]
    .filter((region) => !about.nations.includes(region))
    .sort();
  const named = (names: readonly string[]) => names.map((name) => ({ value: name, text: name }));
  const any = (text: string) => [{ value: '', text }];
  return {
    outcomes: outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
    helps: [...any('Any help'), ...HELP_IDS.map((id) => ({ value: id, text: HELPS[id] }))],
    nations: [...any('Any nation'), ...named(about.nations)],
    regions: [...any('Any region'), ...named(regions)],
    types: [...any('Any kind'), ...about.types.map(({ id, name }) => ({ value: id, text: name }))],
  };
}

/**
 * What was sent as what is kept. A choice that the almanac does not have counts as none.
 * @param before ties of the listing as it stood: targets and steps of outcomes that stay are kept
 */
export function toContent(almanac: Almanac, sent: Sent, before: readonly string[] = []): Content {
  const known = choicesOf(almanac);
  const among = (items: readonly { value: string }[], value: string) =>
    items.some((item) => item.value === value) ? value : '';
  const parts = before.filter((tie) => /[./]/.test(tie));
  return {
    kind: sent.kind,
    title: sent.title,
    body: sent.body,
    help: sent.help,
    ties: writeTies(almanac, [...sent.outcomes, ...parts]),
    for_nation: among(known.nations, sent.nation),
    for_region: among(known.regions, sent.region),
    for_type: among(known.types, sent.type),
    visibility: sent.visibility,
    ends_on: sent.endsOn,
  };
}

/** What stands in the form of one that is kept. */
export const toTyped = (row: ListingRow): Typed => ({
  kind: row.kind,
  title: row.title,
  body: row.body,
  help: row.help,
  outcomes: (JSON.parse(row.ties) as string[]).filter((tie) => !/[./]/.test(tie)),
  nation: row.for_nation,
  region: row.for_region,
  type: row.for_type,
  visibility: row.visibility,
  endsOn: row.ends_on,
  version: String(row.version),
});

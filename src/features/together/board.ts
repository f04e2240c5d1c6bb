import { type ExpressionBuilder, sql } from 'kysely';
import type { Handle } from '../../db/connect.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import type { Tables } from '../../db/tables.ts';
import { daysAfter } from '../../lib/dates.ts';
import { MARKED_DAYS, plainWords } from './rules/listing.ts';
import type { Card } from './rules/matches.ts';

/**
 * The board: what councils put up for others to read. Drafts and what an editor took off are never among it, and what is
 * for councils only is left out unless a member of one reads.
 */

/** Who reads: anybody, or a member of some council. */
export type Reader = 'anyone' | 'member';

const MOST_ON_BOARD = 5000;
const MOST_CANDIDATES = 1000;
const MOST_WORDS = 8;

const COLUMNS = [
  ...(['id', 'council', 'kind', 'help', 'title', 'ties', 'for_nation', 'for_region'] as const),
  ...(['for_type', 'visibility', 'ends_on', 'put_up_at', 'closed_at', 'result'] as const),
  ...(['result_line', 'hidden_at', 'reminded_for', 'person_id', 'created_at', 'version'] as const),
] as const;

const toCard = (row: Omit<ListingRow, 'body' | 'words'>): Card => ({
  ...row,
  ties: JSON.parse(row.ties) as string[],
});

type Where = ExpressionBuilder<Tables, 'listing'>;

const onBoard = (reader: Reader) => (where: Where) =>
  where.and([
    where('put_up_at', 'is not', null),
    where('hidden_at', 'is', null),
    ...(reader === 'anyone' ? [where('visibility', '=', 'public')] : []),
  ]);

/**
 * What stands on the board now, latest first: what is open, and what is over for so short a time that it is only marked.
 * @param search words that must all stand in title or text; part of a word will do
 */
export async function listBoard(
  handle: Handle,
  reader: Reader,
  today: string,
  search = '',
): Promise<Card[]> {
  let query = handle
    .selectFrom('listing')
    .select(COLUMNS)
    .where(onBoard(reader))
    .where('ends_on', '>=', daysAfter(today, -MARKED_DAYS))
    .where((where) => where.or([where('closed_at', 'is', null), where('result', '=', 'ended')]))
    .orderBy('put_up_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_ON_BOARD);
  for (const word of plainWords(search).split(' ').filter(Boolean).slice(0, MOST_WORDS))
    query = query.where(sql<boolean>`words like ${`%${word}%`}`);
  return (await query.execute()).map(toCard);
}

/** The texts of some of what is on the board. */
export async function readBodies(
  handle: Handle,
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('listing')
    .select(['id', 'body'])
    .where(onBoard(reader))
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, body }) => [id, body]));
}

/** One of the board, also when it is closed. */
export async function findOnBoard(
  handle: Handle,
  reader: Reader,
  id: string,
): Promise<(Card & { body: string }) | undefined> {
  const row = await handle
    .selectFrom('listing')
    .selectAll()
    .where(onBoard(reader))
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...toCard(row), body: row.body };
}

/** Open ones of the other kind about the same outcomes, of other councils, latest first. */
export async function listCandidates(
  handle: Handle,
  reader: Reader,
  { kind, ties, council }: Pick<Card, 'kind' | 'ties' | 'council'>,
  today: string,
): Promise<Card[]> {
  const outcomes = ties.filter((tie) => !/[./]/.test(tie));
  if (outcomes.length === 0) return [];
  const rows = await handle
    .selectFrom('listing')
    .select(COLUMNS)
    .where(onBoard(reader))
    .where('kind', '=', kind === 'need' ? 'offer' : 'need')
    .where('closed_at', 'is', null)
    .where('ends_on', '>=', today)
    .where('council', '<>', council)
    .where((where) => where.or(outcomes.map((slug) => where('ties', 'like', `%"${slug}"%`))))
    .orderBy('put_up_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_CANDIDATES)
    .execute();
  return rows.map(toCard);
}

/** Those that were closed with a result since a day, latest first. */
export async function listResults(
  handle: Handle,
  reader: Reader,
  since: string,
  most: number,
): Promise<Card[]> {
  const rows = await handle
    .selectFrom('listing')
    .select(COLUMNS)
    .where(onBoard(reader))
    .where('closed_at', '>=', since)
    .where('result', 'in', ['found', 'not-found', 'overtaken'])
    .orderBy('closed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(toCard);
}

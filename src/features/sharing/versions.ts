import type { Handle } from '../../db/connect.ts';
import { isTaken } from '../../db/failures.ts';
import { newId } from '../../lib/ids.ts';
import type { PartId, Parts } from './rules/fields.ts';

/** What was sent to the editors, and what they said. Nothing here is ever changed. */

/** A picture as a version shows it. */
export interface KeptPicture {
  id: string;
  type: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
  alt: string;
  caption: string;
}

export interface Content {
  parts: Parts;
  pictures: KeptPicture[];
}

export interface Version extends Content {
  number: number;
  sent_at: string;
}

const MOST = 100;

/** Keeps what is sent now. @returns its number, from 1 */
export async function addVersion(
  handle: Handle,
  draft: string,
  { content, person }: { content: Content; person: string },
  now: Date,
): Promise<number> {
  const { last } = await handle
    .selectFrom('writeup_version')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('writeup_id', '=', draft)
    .executeTakeFirstOrThrow();
  const number = Number(last ?? 0) + 1;
  await handle
    .insertInto('writeup_version')
    .values({
      writeup_id: draft,
      number,
      content: JSON.stringify(content),
      sent_by: person,
      sent_at: now.toISOString(),
    })
    .execute();
  return number;
}

export const listVersions = (handle: Handle, draft: string) =>
  handle
    .selectFrom('writeup_version')
    .select(['number', 'sent_at'])
    .where('writeup_id', '=', draft)
    .orderBy('number', 'desc')
    .limit(MOST)
    .execute();

export async function findVersion(
  handle: Handle,
  draft: string,
  number: number,
): Promise<Version | undefined> {
  const row = await handle
    .selectFrom('writeup_version')
    .selectAll()
    .where('writeup_id', '=', draft)
    .where('number', '=', number)
    .executeTakeFirst();
  return row && { ...(JSON.parse(row.content) as Content), number, sent_at: row.sent_at };
}

/** The latest that was sent. */
export async function findLatest(handle: Handle, draft: string): Promise<Version | undefined> {
  const [last] = await listVersions(handle, draft);
  return last && findVersion(handle, draft, last.number);
}

export type Comments = Partial<Record<PartId | 'whole', string>>;

/** Writes down what an editor found. @returns false when this editor judged this version already */
export async function addReview(
  handle: Handle,
  draft: string,
  review: { number: number; editor: string; verdict: 'approved' | 'returned'; comments: Comments },
  now: Date,
): Promise<boolean> {
  const before = await listReviews(handle, draft, review.number);
  if (before.some(({ editor_id }) => editor_id === review.editor)) return false;
  try {
    await handle
      .insertInto('writeup_review')
      .values({
        id: newId(),
        writeup_id: draft,
        number: review.number,
        editor_id: review.editor,
        verdict: review.verdict,
        comments: JSON.stringify(review.comments),
        at: now.toISOString(),
      })
      .execute();
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
  return true;
}

/** What editors said of a version, earliest first. */
export async function listReviews(handle: Handle, draft: string, number: number) {
  const rows = await handle
    .selectFrom('writeup_review')
    .select(['editor_id', 'verdict', 'comments', 'at'])
    .where('writeup_id', '=', draft)
    .where('number', '=', number)
    .orderBy('at')
    .orderBy('id')
    .limit(20)
    .execute();
  return rows.map(({ comments, ...row }) => ({
    ...row,
    comments: JSON.parse(comments) as Comments,
  }));
}

/** What the authors are to mend: the comments of the review that returned the latest version. */
export async function readComments(handle: Handle, draft: string): Promise<Comments> {
  const [last] = await listVersions(handle, draft);
  if (!last) return {};
  const reviews = await listReviews(handle, draft, last.number);
  return reviews.findLast(({ verdict }) => verdict === 'returned')?.comments ?? {};
}

/** What waits for an editor, longest first. */
export const listWaiting = (handle: Handle) =>
  handle
    .selectFrom('writeup')
    .selectAll()
    .where('state', '=', 'submitted')
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(200)
    .execute();

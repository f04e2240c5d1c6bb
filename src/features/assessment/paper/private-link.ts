import { isOverLimit, type Limit, networkOf } from '../../../db/attempts.ts';
import { transact } from '../../../db/transact.ts';
import { FileRefused } from '../../../files/read-spreadsheet.ts';
import type { Visit } from '../../../web/visits/visit.ts';
import { readAnswers } from '../answers.ts';
import { carrySheet } from '../carry.ts';
import type { AssessmentNeeds } from '../needs.ts';
import type { Item } from '../rules/items.ts';
import { findPrivateSheet } from '../sheets.ts';
import { type Brought, pickAsked } from './read-answers-file.ts';

/** Shared with the pages of private links: whoever guesses here has no more tries than there. */
export const MISSES: Limit = {
  name: 'private links missed by address',
  most: 60,
  span: 3_600_000,
};

/**
 * The answers of somebody's private link, to bring them to another place. The link keeps its own.
 * @param link as it was pasted: the whole address, or its last part
 * @throws FileRefused that says why nothing was found
 */
export async function readPrivateLink(
  { database, almanac }: AssessmentNeeds,
  visit: Visit,
  link: string,
  items: readonly Item[],
): Promise<Brought> {
  const secret = /([\w-]{43})(?:[/?#].*)?$/.exec(link)?.[1] ?? '';
  const found = await transact(database, 'everyone', async (handle) => {
    const sheet = await findPrivateSheet(handle, secret, visit.now);
    if (sheet) return readAnswers(handle, await carrySheet(handle, sheet, almanac));
    return (await isOverLimit(handle, MISSES, networkOf(visit.ip), visit.now)) ? 'over' : undefined;
  });
  if (found === 'over')
    throw new FileRefused('Many links that lead nowhere came from your network. Try in an hour.');
  if (!found)
    throw new FileRefused(
      'There are no answers at that link. Copy it whole, or ask yourself whether they were deleted.',
    );
  const { answers, problems } = pickAsked(found, items);
  if (answers.length === 0 && problems.length > 0)
    throw new FileRefused(
      'That link holds answers to other questions: a quick look and a full assessment do not ask the same.',
    );
  // What is not asked here, such as an outcome that the round leaves out, stays at the link.
  return { answers, problems: [] };
}

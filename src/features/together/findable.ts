import type { Handle } from '../../db/connect.ts';

/** Which councils agreed to be found, outcome by outcome. */

/** Slugs of the outcomes on which a council agreed to be found. */
export async function listFindable(handle: Handle, council: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('findable')
    .select('outcome')
    .where('council', '=', council)
    .orderBy('outcome')
    .limit(100)
    .execute();
  return rows.map(({ outcome }) => outcome);
}

/** Sets on which outcomes a council may be found; on all others it may not. */
export async function setFindable(
  handle: Handle,
  council: string,
  outcomes: readonly string[],
  now: Date,
): Promise<void> {
  await handle.deleteFrom('findable').where('council', '=', council).execute();
  if (outcomes.length > 0)
    await handle
      .insertInto('findable')
      .values(
        outcomes.map((outcome) => ({
          council,
          outcome,
          agreed_at: now.toISOString(),
        })),
      )
      .execute();
}

/** Every council that agreed to be found on one of some outcomes. */
export const listFound = (
  handle: Handle,
  outcomes: readonly string[],
): Promise<{ council: string; outcome: string }[]> =>
  handle
    .selectFrom('findable')
    .select(['council', 'outcome'])
    .where('outcome', 'in', ['', ...outcomes])
    .orderBy('council')
    .orderBy('outcome')
    .limit(5000)
    .execute();

import type { Handle } from '../../db/connect.ts';
import type { Crest } from './blocks.ts';

/** How a council looks on its papers: its name as it writes it, and its crest. */
export interface Face {
  name: string;
  crest: Crest | undefined;
  version: number;
}

export async function findFace(handle: Handle, council: string): Promise<Face | undefined> {
  const row = await handle
    .selectFrom('paper_face')
    .selectAll()
    .where('council', '=', council)
    .executeTakeFirst();
  if (!row) return undefined;
  const { crest: data, crest_type: type, crest_width: width, crest_height: height } = row;
  return {
    name: row.name,
    version: row.version,
    crest: data && type ? { data, type, width: width ?? 1, height: height ?? 1 } : undefined,
  };
}

/**
 * Keeps how the council looks on its papers.
 * @param version the one that the change was made from; 0 for the first
 * @returns whether nobody changed it since
 */
export async function saveFace(
  handle: Handle,
  council: string,
  { name, crest }: { name: string; crest: Crest | undefined },
  version: number,
  now: Date,
): Promise<boolean> {
  const set = {
    name,
    crest: crest?.data ?? null,
    crest_type: crest?.type ?? null,
    crest_width: crest?.width ?? null,
    crest_height: crest?.height ?? null,
    changed_at: now.toISOString(),
  };
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await handle
      .insertInto('paper_face')
      .values({ council, ...set, version: 1 })
      .onConflict((conflict) => conflict.column('council').doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await handle
    .updateTable('paper_face')
    .set({ ...set, version: version + 1 })
    .where('council', '=', council)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

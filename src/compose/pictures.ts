import type { Database } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { findPublicPicture } from '../features/sharing/pictures.ts';

/** Pictures of published examples: read when they are asked for, since a library may hold thousands. */
export const createPictureFinder =
  (database: Database) =>
  async (address: string): Promise<{ type: string; data: Buffer } | undefined> => {
    const [, id] = /^\/pictures\/([0-9a-f-]{36})\.(?:jpg|png)$/.exec(address) ?? [];
    return id
      ? transact(database, 'everyone', (handle) => findPublicPicture(handle, id))
      : undefined;
  };

import type { Handle } from '../../db/connect.ts';
import type { WriteupPictureRow } from '../../db/tables/sharing.ts';
import type { Picture } from '../../files/picture.ts';
import { newId } from '../../lib/ids.ts';
import type { KeptPicture } from './versions.ts';

export const MOST_PICTURES = 4;
/** Of the file as it is sent, and of the longest side that is kept. */
export const PICTURE_LIMITS = { bytes: 8_000_000, side: 1600 };

const SHOWN = ['id', 'type', 'width', 'height', 'alt', 'caption'] as const;

/** The pictures of a write-up, in the order in which they came. */
export const listPictures = (handle: Handle, draft: string): Promise<KeptPicture[]> =>
  handle
    .selectFrom('writeup_picture')
    .select(SHOWN)
    .where('writeup_id', '=', draft)
    .where('removed', '=', 0)
    .orderBy('added_at')
    .orderBy('id')
    .limit(MOST_PICTURES)
    .execute();

/** Keeps a picture. @returns false when there are as many as there may be */
export async function addPicture(
  handle: Handle,
  draft: string,
  picture: Picture & { alt: string; caption: string; person: string },
  now: Date,
): Promise<boolean> {
  if ((await listPictures(handle, draft)).length >= MOST_PICTURES) return false;
  await handle
    .insertInto('writeup_picture')
    .values({
      id: newId(),
      writeup_id: draft,
      type: picture.type,
      data: picture.data.toString('base64'),
      width: picture.width,
      height: picture.height,
      alt: picture.alt,
      caption: picture.caption,
      added_by: picture.person,
      added_at: now.toISOString(),
      removed: 0,
    })
    .execute();
  return true;
}

/** Changes what stands beside a picture. */
export async function describePicture(
  handle: Handle,
  draft: string,
  id: string,
  set: { alt: string; caption: string },
): Promise<void> {
  await handle
    .updateTable('writeup_picture')
    .set(set)
    .where('writeup_id', '=', draft)
    .where('id', '=', id)
    .execute();
}

/** Takes a picture out of the draft. It is kept as long as a version shows it. */
export async function removePicture(handle: Handle, draft: string, id: string): Promise<void> {
  const shown = await handle
    .selectFrom('writeup_version')
    .select('number')
    .where('writeup_id', '=', draft)
    .where('content', 'like', `%${id.replaceAll(/[^0-9a-f-]/g, '')}%`)
    .executeTakeFirst();
  const where = handle.updateTable('writeup_picture').set({ removed: 1 });
  if (shown) await where.where('writeup_id', '=', draft).where('id', '=', id).execute();
  else
    await handle
      .deleteFrom('writeup_picture')
      .where('writeup_id', '=', draft)
      .where('id', '=', id)
      .execute();
}

export interface PictureFile {
  type: WriteupPictureRow['type'];
  data: Buffer;
}

const toFile = (row: { type: WriteupPictureRow['type']; data: string } | undefined) =>
  row && { type: row.type, data: Buffer.from(row.data, 'base64') };

/** A picture of a write-up, for its authors and editors. */
export const findPicture = async (
  handle: Handle,
  draft: string,
  id: string,
): Promise<PictureFile | undefined> =>
  toFile(
    await handle
      .selectFrom('writeup_picture')
      .select(['type', 'data'])
      .where('writeup_id', '=', draft)
      .where('id', '=', id)
      .executeTakeFirst(),
  );

/** A picture that readers may see: one of the version that is published. */
export async function findPublicPicture(
  handle: Handle,
  id: string,
): Promise<PictureFile | undefined> {
  const row = await handle
    .selectFrom('writeup_picture')
    .innerJoin('writeup', 'writeup.id', 'writeup_picture.writeup_id')
    .innerJoin('writeup_version', (join) =>
      join
        .onRef('writeup_version.writeup_id', '=', 'writeup.id')
        .onRef('writeup_version.number', '=', 'writeup.live'),
    )
    .select(['writeup_picture.type', 'writeup_picture.data', 'writeup_version.content'])
    .where('writeup_picture.id', '=', id)
    .where('writeup.withdrawn_at', 'is', null)
    .executeTakeFirst();
  const shows = row && (JSON.parse(row.content) as { pictures: KeptPicture[] }).pictures;
  return shows?.some((each) => each.id === id) ? toFile(row) : undefined;
}

import type { Almanac } from '../../content/almanac.ts';
import type { Echo, Library, Living, Published, Shot, Still } from '../../content/published.ts';
import type { Handle } from '../../db/connect.ts';
import type { WriteupRow } from '../../db/tables/sharing.ts';
import { isoDate } from '../../lib/dates.ts';
import { toPublished } from './rules/publish.ts';
import { standingOf } from './rules/standing.ts';
import type { Content, KeptPicture } from './versions.ts';

/** What people added to the public library, as the site is made from it. Only what is published leaves by here. */

const MOST = 20_000;
const YEAR = 365 * 24 * 3_600_000;

/** A number that grows with each change of the public library. */
export async function readStamp(handle: Handle): Promise<number> {
  const row = await handle.selectFrom('library_stamp').select('stamp').executeTakeFirst();
  return Number(row?.stamp ?? 0);
}

/** Address of a picture that readers may see. */
export const pictureAddress = ({ id, type }: Pick<KeptPicture, 'id' | 'type'>): string =>
  `/pictures/${id}.${type === 'image/png' ? 'png' : 'jpg'}`;

export const toShot = (picture: KeptPicture): Shot => ({
  address: pictureAddress(picture),
  width: picture.width,
  height: picture.height,
  alt: picture.alt,
  caption: picture.caption,
});

/** The parts of a version as they are, for a page or the library. @param authors councils of its authors */
export const toWritten = (
  row: Pick<WriteupRow, 'slug' | 'hand' | 'council' | 'body' | 'first_live_at' | 'live_at'>,
  { parts, pictures }: Content,
  {
    authors,
    now,
    shotOf = toShot,
  }: { authors: readonly string[]; now: Date; shotOf?: typeof toShot },
  almanac: Pick<Almanac, 'councils'>,
): Published => {
  const checked = row.live_at ? new Date(row.live_at) : now;
  return toPublished(
    parts,
    {
      slug: row.slug ?? '',
      hand: row.hand,
      council: row.council ?? undefined,
      body: row.body,
      authors,
      first: (row.first_live_at ?? now.toISOString()).slice(0, 10),
      checked: isoDate(checked),
      review: isoDate(new Date(checked.getTime() + YEAR)),
      pictures: pictures.map(shotOf),
    },
    almanac,
  );
};

/** Everything that is published, withdrawn or said of an example. @param now the moment for which it is read */
export async function readLibrary(
  handle: Handle,
  almanac: Pick<Almanac, 'councils'>,
  now: Date,
): Promise<Library> {
  const rows = await handle
    .selectFrom('writeup')
    .innerJoin('writeup_version', (join) =>
      join
        .onRef('writeup_version.writeup_id', '=', 'writeup.id')
        .onRef('writeup_version.number', '=', 'writeup.live'),
    )
    .selectAll('writeup')
    .select('writeup_version.content')
    .where('live', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('writeup.id')
    .limit(MOST)
    .execute();
  const writers = await councilsOfAuthors(handle);
  const published = rows.map(({ content, ...row }) =>
    toWritten(
      row,
      JSON.parse(content) as Content,
      { authors: writers.get(row.id) ?? [], now },
      almanac,
    ),
  );
  const gone = await handle
    .selectFrom('writeup')
    .select(['slug', 'withdrawn_at', 'withdrawn_why'])
    .where('withdrawn_at', 'is not', null)
    .where('slug', 'is not', null)
    .orderBy('id')
    .limit(MOST)
    .execute();
  return {
    stamp: await readStamp(handle),
    published,
    withdrawn: gone.map(({ slug, withdrawn_at, withdrawn_why }) => ({
      address: `/practice/${slug}`,
      on: (withdrawn_at ?? '').slice(0, 10),
      why: withdrawn_why,
    })),
    living: await readLiving(handle, rows, now),
  };
}

async function councilsOfAuthors(handle: Handle): Promise<Map<string, string[]>> {
  const rows = await handle
    .selectFrom('writeup_author')
    .select(['writeup_id', 'council'])
    .where('council', 'is not', null)
    .orderBy('joined_at')
    .orderBy('person_id')
    .limit(10 * MOST)
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.writeup_id)].map(([id, list]) => [
      id,
      list.flatMap(({ council }) => council ?? []),
    ]),
  );
}

async function readLiving(
  handle: Handle,
  rows: readonly WriteupRow[],
  now: Date,
): Promise<Map<string, Living>> {
  const echoes = await handle
    .selectFrom('card_echo')
    .select(['slug', 'kind', 'council', 'says', 'at', 'hidden'])
    .orderBy('at')
    .orderBy('id')
    .limit(10 * MOST)
    .execute();
  const notes = await handle
    .selectFrom('card_note')
    .select(['slug', 'says', 'at'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(10 * MOST)
    .execute();
  const questions = await handle
    .selectFrom('writeup_question')
    .selectAll()
    .orderBy('asked_at')
    .orderBy('id')
    .limit(10 * MOST)
    .execute();
  const asked = Map.groupBy(questions, (row) => row.writeup_id);
  const cards = new Map<string, Living>();
  const cardOf = (slug: string) => {
    const card = cards.get(slug) ?? { echoes: [], log: [], answers: [] };
    cards.set(slug, card);
    return card;
  };
  for (const { slug, at, kind, council, says, hidden } of echoes)
    (cardOf(slug).echoes as Echo[]).push({
      kind,
      council,
      says: hidden ? '' : says,
      on: at.slice(0, 10),
    });
  for (const { slug, at, says } of notes)
    (cardOf(slug).log as { on: string; says: string }[]).push({ on: at.slice(0, 10), says });
  for (const { id, slug, confirmed_at } of rows) {
    if (!slug) continue;
    const of = asked.get(id) ?? [];
    const open = of.filter(
      ({ answered_at, asked_at }) => !answered_at && asked_at >= (confirmed_at ?? ''),
    );
    const confirmed = new Date(confirmed_at ?? 0);
    cards.set(slug, {
      ...cardOf(slug),
      answers: of
        .filter(({ answered_at }) => answered_at)
        .reverse()
        .map(({ answered_at, still, says, hidden }) => ({
          on: (answered_at ?? '').slice(0, 10),
          still: still as Still,
          says: hidden ? '' : says,
        })),
      standing: {
        since: (confirmed_at ?? '').slice(0, 10),
        is: standingOf({ confirmed, asked: open.map(({ asked_at }) => new Date(asked_at)) }, now),
      },
    });
  }
  return cards;
}

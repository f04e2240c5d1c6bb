import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { queueNotice } from '../../mail/notices.ts';
import { listAuthors, listHearers } from './authors.ts';
import { bumpLibrary } from './cards.ts';
import { changeDraft, type Draft, readParts } from './drafts.ts';
import {
  approvedOnceLetter,
  publishedLetter,
  returnedLetter,
  sentLetter,
  withdrawnLetter,
} from './letters.ts';
import type { SharingNeeds } from './needs.ts';
import { listPictures } from './pictures.ts';
import { slugOf } from './rules/publish.ts';
import { afterApproval } from './rules/standing.ts';
import { addReview, addVersion, type Comments, listReviews, listVersions } from './versions.ts';

/** The turns of a write-up: sent, taken back, returned, published, withdrawn. Each is told to those it concerns. */

type Needs = Pick<SharingNeeds, 'site' | 'title' | 'listEditors'>;

const aboutOf = ({ site, title: almanac }: Needs, { id, title }: Draft) => ({
  site,
  almanac,
  id,
  title,
});

const audit = (handle: Handle, draft: Draft, person: string, action: string, now: Date) =>
  writeAudit(
    handle,
    {
      ...(draft.council ? { council: draft.council } : {}),
      person,
      action,
      detail: { writeup: draft.id },
    },
    now,
  );

/** Sends what stands there now to the editors. @returns false when it changed in the meantime */
export async function sendToEditors(
  handle: Handle,
  draft: Draft,
  { needs, person }: { needs: Needs; person: { id: string; name: string } },
  now: Date,
): Promise<boolean> {
  if (draft.state === 'submitted' || draft.withdrawn_at) return false;
  const set = { state: 'submitted', submitted_at: now.toISOString() } as const;
  if (!(await changeDraft(handle, draft, set))) return false;
  const { parts } = await readParts(handle, draft.id);
  const content = { parts, pictures: await listPictures(handle, draft.id) };
  await addVersion(handle, draft.id, { content, person: person.id }, now);
  await audit(handle, draft, person.id, 'example.sent', now);
  const authors = new Set((await listAuthors(handle, draft.id)).map(({ id }) => id));
  const letter = sentLetter({ ...aboutOf(needs, draft), by: person.name || 'Somebody' });
  for (const editor of await needs.listEditors(handle))
    if (!authors.has(editor.id)) await queueNotice(handle, editor, 'example-queue', letter, now);
  return true;
}

/** Takes it back from the editors, to go on writing. */
export async function takeBack(
  handle: Handle,
  draft: Draft,
  person: string,
  now: Date,
): Promise<boolean> {
  if (draft.state !== 'submitted') return false;
  const state = draft.live === null ? 'draft' : 'published';
  if (!(await changeDraft(handle, draft, { state, submitted_at: null }))) return false;
  await audit(handle, draft, person, 'example.taken-back', now);
  return true;
}

export type Turn = 'returned' | 'published' | 'second' | 'stale' | 'own';

export interface Judgement {
  /** The version that the editor read. */
  number: number;
  editor: string;
  verdict: 'approved' | 'returned';
  comments: Comments;
}

/**
 * Takes an editor's judgement of a version.
 * @param taken whether an address below `/practice` is or was in use
 * @returns what came of it; `own` when the editor wrote it themselves, `stale` when it was decided in the meantime
 */
export async function judge(
  handle: Handle,
  draft: Draft,
  judgement: Judgement,
  { needs, taken }: { needs: Needs; taken(slug: string): boolean },
  now: Date,
): Promise<Turn> {
  const { editor, verdict, number } = judgement;
  const authors = await listAuthors(handle, draft.id);
  if (authors.some(({ id }) => id === editor)) return 'own';
  const [last] = await listVersions(handle, draft.id);
  if (draft.state !== 'submitted' || last?.number !== number) return 'stale';
  const before = await listReviews(handle, draft.id, number);
  if (!(await addReview(handle, draft.id, judgement, now))) return 'stale';
  const tell = async (letter: ReturnType<typeof returnedLetter>) => {
    for (const hearer of await listHearers(handle, draft.id))
      await queueNotice(handle, hearer, 'example-review', letter, now);
  };
  const about = aboutOf(needs, draft);
  if (verdict === 'returned') {
    if (!(await changeDraft(handle, draft, { state: 'returned', submitted_at: null })))
      return 'stale';
    await audit(handle, draft, editor, 'example.returned', now);
    await tell(returnedLetter(about));
    return 'returned';
  }
  const approvals = before
    .filter((each) => each.verdict === 'approved')
    .map((each) => each.editor_id);
  if (afterApproval(draft.hand, approvals, editor) === 'second') {
    if (!(await changeDraft(handle, draft, {}))) return 'stale';
    await audit(handle, draft, editor, 'example.approved', now);
    await tell(approvedOnceLetter(about));
    return 'second';
  }
  const slug = draft.slug ?? (await freeSlug(handle, draft.title, taken));
  const at = now.toISOString();
  const set = {
    ...({ state: 'published', slug, live: number, live_at: at, submitted_at: null } as const),
    ...({
      first_live_at: draft.first_live_at ?? at,
      confirmed_at: at,
      standing: 'confirmed',
    } as const),
  };
  if (!(await changeDraft(handle, draft, set))) return 'stale';
  await bumpLibrary(handle);
  await audit(handle, draft, editor, 'example.published', now);
  await tell(publishedLetter({ ...about, slug }));
  return 'published';
}

async function freeSlug(
  handle: Handle,
  title: string,
  taken: (slug: string) => boolean,
): Promise<string> {
  const start = slugOf(title, () => false);
  const rows = await handle
    .selectFrom('writeup')
    .select('slug')
    .where('slug', 'like', `${start}%`)
    .orderBy('slug')
    .limit(10_000)
    .execute();
  const used = new Set(rows.map(({ slug }) => slug));
  return slugOf(title, (slug) => used.has(slug) || taken(slug));
}

/** Withdraws what is published: its address answers 410 from now on, with the reason. */
export async function withdraw(
  handle: Handle,
  draft: Draft,
  { needs, person, why }: { needs: Needs; person: string; why: string },
  now: Date,
): Promise<boolean> {
  if (draft.live === null || draft.withdrawn_at) return false;
  const set = {
    ...({ withdrawn_at: now.toISOString(), withdrawn_why: why, state: 'published' } as const),
    submitted_at: null,
  };
  if (!(await changeDraft(handle, draft, set))) return false;
  await bumpLibrary(handle);
  await audit(handle, draft, person, 'example.withdrawn', now);
  const letter = withdrawnLetter({ ...aboutOf(needs, draft), why });
  for (const hearer of await listHearers(handle, draft.id))
    if (hearer.id !== person) await queueNotice(handle, hearer, 'example-review', letter, now);
  return true;
}

/** What the actions of this feature are called in a council's log. */
export const SHARING_ACTIONS: Record<string, string> = {
  'example.started': 'Began to write up an example',
  'example.sent': 'Sent an example to the editors',
  'example.taken-back': 'Took an example back from the editors',
  'example.returned': 'Returned an example with comments',
  'example.approved': 'Approved an example, as the first of two editors',
  'example.published': 'Published an example',
  'example.withdrawn': 'Withdrew an example',
  'example.deleted': 'Deleted an example that was not published',
  'example.confirmed': 'Said whether an example is still so',
  'card.echoed': 'Said what the council made of an example',
};

import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { readPicture } from '../../files/picture.ts';
import { FileRefused } from '../../files/read-spreadsheet.ts';
import { KnownError } from '../../lib/errors.ts';
import { line } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { isOpen, withDraft } from './desk.ts';
import type { Draft } from './drafts.ts';
import type { SharingNeeds } from './needs.ts';
import { trailOf } from './part-routes.ts';
import {
  addPicture,
  describePicture,
  findPicture,
  listPictures,
  MOST_PICTURES,
  PICTURE_LIMITS,
  removePicture,
} from './pictures.ts';
import { type KeptPicture, readComments } from './versions.ts';

const UPLOADS: Limit = { name: 'pictures by person', most: 40, span: 24 * 3_600_000 };
const words = {
  alt: line('Describe the picture for those who cannot see it', 250),
  caption: z.string().max(200, 'Use at most 200 characters'),
};
const schema = z.object(words);
const DONE = {
  added:
    'The picture is there. Place, camera and all else that the file held beside the picture are gone.',
  described: 'The description is kept.',
  removed: 'The picture is taken out.',
};
const LOCKED = 'This is with the editors. Take the example back to change its pictures.';

/** The pictures of a write-up: each checked and made anew before it is kept, private until it is published. */
export function pictureRoutes(needs: SharingNeeds): Route[] {
  const { show, sharing } = needs;

  const page = (
    visit: Visit,
    draft: Draft,
    pictures: readonly KeptPicture[],
    {
      typed,
      problems,
      comment,
    }: { typed?: Typed; problems?: readonly Problem[]; comment?: string | undefined } = {},
  ): Reply =>
    show(
      visit,
      'pictures.njk',
      { title: 'Pictures', trail: trailOf(draft) },
      {
        form: toFormView(visit, typed, problems),
        pictures: pictures.map((picture) => ({
          ...picture,
          src: `/share/${draft.id}/pictures/${picture.id}`,
        })),
        more: pictures.length < MOST_PICTURES,
        most: MOST_PICTURES,
        megabytes: PICTURE_LIMITS.bytes / 1_000_000,
        guide: sharing.parts.pictures,
        remark: comment,
        base: `/share/${draft.id}`,
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );

  const list = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      if (!isOpen(draft)) return redirect(`/share/${draft.id}?done=closed`);
      const comment =
        draft.state === 'returned' ? (await readComments(handle, draft.id)).pictures : undefined;
      return page(visit, draft, await listPictures(handle, draft.id), { comment });
    });

  const add = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    const problems = failed(parsed) ? [...parsed.problems] : [];
    const { upload } = visit;
    if (!upload && !visit.stale) problems.unshift({ field: 'file', text: 'Choose a picture' });
    // Asked first: making a picture anew is work, and nobody is to order much of it.
    const over = problems.length === 0 && (await tooMany(visit));
    if (over)
      problems.push({ field: 'file', text: 'You sent many pictures today. Go on tomorrow.' });
    let picture: Awaited<ReturnType<typeof readPicture>> | undefined;
    if (upload && problems.length === 0) {
      try {
        picture = await readPicture(upload.data, PICTURE_LIMITS);
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        problems.push({ field: 'file', text: error.message });
      }
    }
    return withDraft(needs, visit, async (handle, draft) => {
      if (!isOpen(draft)) problems.push({ field: '', text: LOCKED });
      if (picture && !failed(parsed) && problems.length === 0) {
        const person = visitorOf(visit).id;
        const kept = await addPicture(
          handle,
          draft.id,
          { ...picture, ...parsed.value, person },
          visit.now,
        );
        if (kept) return redirect(`/share/${draft.id}/pictures?done=added`);
        problems.push({ field: 'file', text: `An example may have ${MOST_PICTURES} pictures` });
      }
      return page(visit, draft, await listPictures(handle, draft.id), {
        typed: parsed.typed,
        problems,
      });
    });
  };

  const tooMany = (visit: Visit) => {
    let over = false;
    return withDraft(needs, visit, async (handle) => {
      over = await isOverLimit(handle, UPLOADS, visitorOf(visit).id, visit.now);
      return redirect('');
    }).then(() => over);
  };

  const describe = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const id = visit.params.picture ?? '';
      const remove = visit.form.get('do') === 'remove';
      const parsed = parseForm(visit, schema);
      const pictures = await listPictures(handle, draft.id);
      if (!isOpen(draft))
        return page(visit, draft, pictures, { problems: [{ field: '', text: LOCKED }] });
      if (remove && !visit.stale) {
        await removePicture(handle, draft.id, id);
        return redirect(`/share/${draft.id}/pictures?done=removed`);
      }
      if (failed(parsed)) {
        const problems = parsed.problems.map(({ field, text }) => ({
          field: field && `${field}-${id}`,
          text,
        }));
        const shown = pictures.map((each) =>
          each.id === id ? { ...each, ...parsed.typed } : each,
        );
        return page(visit, draft, shown as KeptPicture[], { problems });
      }
      await describePicture(handle, draft.id, id, parsed.value);
      return redirect(`/share/${draft.id}/pictures?done=described`);
    });

  const file = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const found = await findPicture(handle, draft.id, visit.params.picture ?? '');
      if (!found) throw new KnownError(404, 'There is no such picture.');
      return { status: 200, body: found.data, headers: { 'content-type': found.type } };
    });

  const path = '/share/:draft/pictures';
  const editors = '/admin/examples/:draft/pictures/:picture';
  return [
    { method: 'GET', path, access: 'author', handle: list },
    {
      method: 'POST',
      path,
      access: 'author',
      handle: add,
      keepsForm: true,
      upload: PICTURE_LIMITS.bytes,
    },
    { method: 'GET', path: `${path}/:picture`, access: 'author', handle: file },
    {
      method: 'POST',
      path: `${path}/:picture`,
      access: 'author',
      handle: describe,
      keepsForm: true,
    },
    { method: 'GET', path: editors, access: 'editor', handle: file },
  ];
}

import { z } from 'zod';
import { version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { isOpen, partOf, withDraft } from './desk.ts';
import { type Draft, readParts, type Saved, savePart } from './drafts.ts';
import type { SharingNeeds } from './needs.ts';
import { PARTS, type PartId, type Parts } from './rules/fields.ts';
import { fieldsOf } from './rules/part-fields.ts';
import { partSchema, problemsTogether } from './rules/part-form.ts';
import { type Comments, readComments } from './versions.ts';
import { toFieldViews, toLines } from './views.ts';

const ORDER = Object.keys(PARTS) as PartId[];
const LOCKED =
  'This is with the editors, so it was not saved. Copy what you typed, take the example back and save it again.';
const CHANGED =
  'Somebody saved this part since you opened it. What stands there now is shown below. To put yours in its place, save again.';

/** One part of a write-up on a page, saved when it is sent. */
export function partRoutes(needs: SharingNeeds): Route[] {
  const { show, almanac, sharing } = needs;

  const partPage = (
    visit: Visit,
    draft: Draft,
    saved: Saved,
    {
      comments = {},
      typed,
      problems,
      theirs,
    }: { comments?: Comments; typed?: Typed; problems?: readonly Problem[]; theirs?: Typed },
  ): Reply => {
    const part = partOf(visit);
    const stored = { ...saved.parts[part], version: String(saved.versions[part] ?? 0) };
    const values = typed ?? stored;
    const fields = fieldsOf(part, almanac, saved.parts);
    const place = ORDER.indexOf(part);
    const before = ORDER[place - 1];
    return show(
      visit,
      'part.njk',
      { title: PARTS[part], trail: trailOf(draft) },
      {
        form: toFormView(visit, values, problems),
        fields: toFieldViews(fields, values),
        guide: sharing.parts[part],
        remark: comments[part],
        base: `/share/${draft.id}`,
        before: before && `/share/${draft.id}/${before}`,
        place: place + 1,
        count: ORDER.length,
        theirs: theirs && toLines(fields, theirs),
        outcomesFirst: fields.length === 0,
      },
      problems ? 400 : 200,
    );
  };

  const part = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      partOf(visit);
      if (!isOpen(draft)) return redirect(`/share/${draft.id}?done=closed`);
      const comments = draft.state === 'returned' ? await readComments(handle, draft.id) : {};
      return partPage(visit, draft, await readParts(handle, draft.id), { comments });
    });

  const save = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const id = partOf(visit);
      const saved = await readParts(handle, draft.id);
      const shape = partSchema(id, almanac, saved.parts);
      const parsed = parseForm(visit, shape.extend({ version, go: z.string() }));
      const { typed } = parsed;
      if (failed(parsed))
        return partPage(visit, draft, saved, { typed, problems: parsed.problems });
      if (!isOpen(draft))
        return partPage(visit, draft, saved, { typed, problems: [{ field: '', text: LOCKED }] });
      const {
        version: seen,
        go,
        ...value
      } = parsed.value as Typed & { version: number; go: string };
      const together = problemsTogether(id, value as Typed, almanac);
      if (together.length > 0) return partPage(visit, draft, saved, { typed, problems: together });
      const { id: person } = visitorOf(visit);
      const kept = await savePart(
        handle,
        draft.id,
        { part: id, typed: value as Typed, version: seen, person },
        visit.now,
      );
      if (kept === undefined) {
        const now = await readParts(handle, draft.id);
        const fresh = { ...typed, version: String(now.versions[id] ?? 0) };
        const theirs = now.parts[id] ?? {};
        return partPage(visit, draft, now, {
          typed: fresh,
          problems: [{ field: '', text: CHANGED }],
          theirs,
        });
      }
      const next = ORDER[ORDER.indexOf(id) + 1];
      return redirect(
        go === 'overview' || !next ? `/share/${draft.id}?done=saved` : `/share/${draft.id}/${next}`,
      );
    });

  const path = '/share/:draft/:part';
  return [
    { method: 'GET', path, access: 'author', handle: part },
    { method: 'POST', path, access: 'author', handle: save, keepsForm: true },
  ];
}

/** The way from the front of sharing to a page of a write-up. */
export const trailOf = ({ id, title }: Pick<Draft, 'id' | 'title'>) => [
  { text: 'Share', href: '/share' },
  { text: title || 'Your example', href: `/share/${id}` },
];

/** The parts in their order, for reading. */
export const readable = (almanac: SharingNeeds['almanac'], parts: Parts) =>
  ORDER.map((part) => ({
    part,
    name: PARTS[part],
    lines: toLines(fieldsOf(part, almanac, parts), parts[part] ?? {}),
  }));

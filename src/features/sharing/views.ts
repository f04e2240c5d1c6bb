import type { Typed } from '../../web/forms/parse.ts';
import { stateOf } from './desk.ts';
import type { Draft } from './drafts.ts';
import { nameOf, type SharingNeeds } from './needs.ts';
import { isBegun } from './rules/complete.ts';
import { type Field, listOf, PARTS, type PartId, type Parts, textOf } from './rules/fields.ts';
import type { Comments } from './versions.ts';

/** A write-up in a list. @param opens whether who sees the list may open it */
export const toDraftRow = (needs: Pick<SharingNeeds, 'almanac'>, draft: Draft, opens = true) => ({
  title: draft.title || 'No title yet',
  href: opens ? `/share/${draft.id}` : undefined,
  who: draft.council ? nameOf(needs, draft.council) : draft.body,
  state: stateOf(draft).tag,
  begun: draft.created_at.slice(0, 10),
  page: draft.live !== null && !draft.withdrawn_at ? `/practice/${draft.slug}` : undefined,
});

/** The parts of a write-up as a list to go through. */
export const toPartList = (
  draft: string,
  parts: Parts,
  missing: ReadonlySet<PartId>,
  comments: Comments,
  pictures: number,
) =>
  (Object.keys(PARTS) as PartId[]).map((part) => ({
    name: PARTS[part],
    href: `/share/${draft}/${part}`,
    state:
      part === 'pictures'
        ? pictures > 0
          ? `${pictures} there`
          : 'Optional'
        : missing.has(part)
          ? isBegun(parts, part)
            ? 'Begun'
            : 'To write'
          : isBegun(parts, part)
            ? 'Done'
            : 'Optional',
    done: part === 'pictures' ? pictures > 0 : !missing.has(part) && isBegun(parts, part),
    comment: comments[part],
  }));

/** A field with what stands in it, ready for its template: each id once, the first of a name being that name. */
export function toFieldViews(fields: readonly Field[], values: Typed) {
  const seen = new Map<string, number>();
  let group: string | undefined;
  return fields.map((field) => {
    const count = seen.get(field.name) ?? 0;
    seen.set(field.name, count + 1);
    const id = count === 0 ? field.name : `${field.name}-${count + 1}`;
    const opens = field.group !== group;
    group = field.group;
    return {
      ...field,
      id,
      opens: opens && field.group !== undefined,
      value: textOf(values, field.name),
      values: listOf(values, field.name),
      items: (field.options ?? []).map((option, index) => ({
        ...option,
        // The first has the name itself, where the list of problems leads.
        id: index === 0 ? id : `${id}-option-${index + 1}`,
      })),
    };
  });
}

/** What stands in a part, as lines to read. */
export function toLines(fields: readonly Field[], values: Typed) {
  const lines = fields.flatMap((field) => {
    const nameOf = (value: string) => field.options?.find((each) => each.value === value)?.text;
    const all = listOf(values, field.name).filter(Boolean);
    const shown = field.options ? all.flatMap((value) => nameOf(value) ?? []) : all;
    const label = [field.group, field.label].filter(Boolean).join(': ');
    return shown.length > 0 ? [{ label, text: shown.join('; ') }] : [];
  });
  return lines;
}

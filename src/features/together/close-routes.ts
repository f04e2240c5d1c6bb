import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import { isoDate } from '../../lib/dates.ts';
import { problemsOfText } from '../../web/forms/careful-text.ts';
import { choice, prose, version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { endIntroductions } from './introductions.ts';
import { closeListing } from './listings.ts';
import type { TogetherNeeds } from './needs.ts';
import { CHANGED_SINCE, deskPath, withOwn } from './own.ts';
import { canClose, RESULT_IDS, RESULTS, stateOf } from './rules/listing.ts';

const schema = z.object({
  result: choice(RESULT_IDS, 'Choose what came of it'),
  line: prose(300).transform((text) => text.replaceAll(/\s+/g, ' ')),
  sure: z.string(),
  version,
});
const HINTS = {
  found: 'Somebody answered, and it helped.',
  'not-found': 'Nobody did. That helps others to know, too.',
  overtaken: 'It no longer matters, or you solved it in another way.',
};

/** Closing a need or an offer with what came of it. */
export function closeRoutes(needs: TogetherNeeds): Route[] {
  const page = (
    visit: Visit,
    row: ListingRow,
    typed: Typed,
    { problems, ask = false }: { problems?: readonly Problem[]; ask?: boolean } = {},
  ): Reply =>
    needs.show(
      visit,
      'listing-close.njk',
      'What came of it?',
      {
        form: toFormView(visit, typed, problems),
        title: row.title,
        councilsOnly: row.visibility === 'councils',
        results: RESULT_IDS.map((id) => ({
          value: id,
          text: RESULTS[id],
          hint: { text: HINTS[id] },
        })),
        back: deskPath(row.council, row.id),
        ask,
      },
      problems ? 400 : 200,
    );

  const form = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (_handle, row) =>
      canClose(stateOf(row, isoDate(visit.now)))
        ? page(visit, row, { version: String(row.version) })
        : redirect(deskPath(row.council, row.id)),
    );

  const close = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (handle, row) => {
      const { council, id } = row;
      if (!canClose(stateOf(row, isoDate(visit.now)))) return redirect(deskPath(council, id));
      const parsed = parseForm(visit, schema);
      if (failed(parsed)) return page(visit, row, parsed.typed, parsed);
      const { result, line, sure, version: sent } = parsed.value;
      const careful = problemsOfText({ line }, sure === 'yes');
      if (careful.problems.length > 0) return page(visit, row, parsed.typed, careful);
      const at = { id, version: sent };
      if (!(await closeListing(handle, council, at, { result, line }, visit.now)))
        return page(
          visit,
          row,
          { ...parsed.typed, version: String(row.version) },
          { problems: [{ field: '', text: CHANGED_SINCE }] },
        );
      await endIntroductions(handle, council, id, visit.now);
      const person = visitorOf(visit).id;
      const detail = { listing: id, result };
      await writeAudit(handle, { council, person, action: 'listing.closed', detail }, visit.now);
      return redirect(`${deskPath(council, id)}?done=closed`);
    });

  const path = '/my/:council/together/:listing/close';
  return [
    { method: 'GET', path, access: 'contributor', handle: form },
    { method: 'POST', path, access: 'contributor', handle: close, keepsForm: true },
  ];
}

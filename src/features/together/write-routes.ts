import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { problemsOfText } from '../../web/forms/careful-text.ts';
import { version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { choicesOf, listingSchema, toContent, toTyped } from './listing-form.ts';
import { addListing, changeListing, listListings } from './listings.ts';
import type { TogetherNeeds } from './needs.ts';
import { CHANGED_SINCE, deskPath, toCard, withOwn } from './own.ts';
import { canClose, lastDay, stateOf } from './rules/listing.ts';
import { stepTie, targetTie, tieReader, writeTies } from './rules/ties.ts';

const tiesSchema = z.object({ parts: z.array(z.string()), version });

/** What a form says beside what was typed; `now` is how it stands, when a colleague was first. */
interface Told {
  problems?: readonly Problem[];
  ask?: boolean;
  now?: ListingRow;
}

/** Writing a need or an offer: what it says, then the targets and steps that it is about. */
export function writeRoutes(needs: TogetherNeeds): Route[] {
  const { database, show, almanac } = needs;
  const readTies = tieReader(almanac);

  const formPage = (
    visit: Visit,
    title: string,
    typed: Typed,
    { problems, ask = false, now }: Told = {},
  ): Reply =>
    show(
      visit,
      'listing-form.njk',
      title,
      {
        form: toFormView(visit, typed, problems),
        choices: choicesOf(almanac),
        last: lastDay(isoDate(visit.now)),
        ask,
        now: now && { title: now.title, body: now.body },
      },
      problems ? 400 : 200,
    );

  const NEW = 'Put up a need or an offer';
  const newPage = async (visit: Visit): Promise<Reply> =>
    formPage(visit, NEW, {
      kind: visit.query.get('kind') ?? '',
      outcomes: visit.query.getAll('outcome'),
      visibility: 'public',
      endsOn: lastDay(isoDate(visit.now)),
    });

  const add = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, listingSchema(isoDate(visit.now)));
    if (failed(parsed)) return formPage(visit, NEW, parsed.typed, parsed);
    const { title, body, sure } = parsed.value;
    const careful = problemsOfText({ title, body }, sure === 'yes');
    if (careful.problems.length > 0) return formPage(visit, NEW, parsed.typed, careful);
    const content = toContent(almanac, parsed.value);
    const person = visitorOf(visit).id;
    const id = await transact(database, { council }, async (handle) => {
      // A double click must not write two.
      const same = (await listListings(handle, council)).find(
        (row) => !row.put_up_at && row.title === content.title && row.body === content.body,
      );
      if (same) return same.id;
      const made = await addListing(handle, council, { ...content, person }, visit.now);
      const entry = { council, person, action: 'listing.written', detail: { listing: made } };
      await writeAudit(handle, entry, visit.now);
      return made;
    });
    return redirect(`${deskPath(council, id)}/ties`);
  };

  const editPage = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (_handle, row) =>
      mayChange(visit, row)
        ? formPage(visit, 'Change it', toTyped(row))
        : redirect(deskPath(row.council, row.id)),
    );

  const edit = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (handle, row) => {
      const { council, id } = row;
      if (!mayChange(visit, row)) return redirect(deskPath(council, id));
      const again = (typed: Typed, told: Told) => formPage(visit, 'Change it', typed, told);
      const parsed = parseForm(visit, listingSchema(isoDate(visit.now)));
      if (failed(parsed)) return again(parsed.typed, parsed);
      const { title, body, sure } = parsed.value;
      const careful = problemsOfText({ title, body }, sure === 'yes');
      if (careful.problems.length > 0) return again(parsed.typed, careful);
      const content = toContent(almanac, parsed.value, toCard(row).ties);
      const at = { id, version: parsed.value.version };
      if (!(await changeListing(handle, council, at, content)))
        return again(
          { ...parsed.typed, version: String(row.version) },
          { problems: [{ field: '', text: CHANGED_SINCE }], now: row },
        );
      const person = visitorOf(visit).id;
      const entry = { council, person, action: 'listing.changed', detail: { listing: id } };
      await writeAudit(handle, entry, visit.now);
      return redirect(`${deskPath(council, id)}?done=changed`);
    });

  const tiesPage = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (_handle, row) => {
      const { ties } = toCard(row);
      return show(visit, 'listing-ties.njk', 'Which targets and steps is it about?', {
        form: toFormView(visit, { parts: [...ties], version: String(row.version) }),
        outcomes: readTies(ties).outcomes.map((outcome) => ({
          slug: outcome.slug,
          name: outcome.name,
          targets: outcome.targets.map((each) => ({
            value: targetTie(each),
            text: each.statement,
          })),
          steps: outcome.steps.map((each) => ({ value: stepTie(each), text: each.title })),
        })),
        back: deskPath(row.council, row.id),
      });
    });

  const setTies = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (handle, row) => {
      const parsed = parseForm(visit, tiesSchema);
      const { council, id, title, body } = row;
      if (failed(parsed) || !mayChange(visit, row)) return redirect(deskPath(council, id));
      const outcomes = toCard(row).ties.filter((tie) => !/[./]/.test(tie));
      const ties = writeTies(almanac, [
        ...outcomes,
        ...parsed.value.parts.filter((tie) => /[./]/.test(tie)),
      ]);
      const at = { id, version: parsed.value.version };
      // What a colleague chose in the meantime stands, and the page shows it.
      if (!(await changeListing(handle, council, at, { ties, title, body })))
        return redirect(`${deskPath(council, id)}?done=changed-since`);
      const person = visitorOf(visit).id;
      const entry = { council, person, action: 'listing.changed', detail: { listing: id } };
      await writeAudit(handle, entry, visit.now);
      return redirect(deskPath(council, id));
    });

  const path = '/my/:council/together';
  const may = { access: 'contributor' } as const;
  return [
    { method: 'GET', path: `${path}/new`, ...may, handle: newPage },
    { method: 'POST', path: `${path}/new`, ...may, handle: add, keepsForm: true },
    { method: 'GET', path: `${path}/:listing/edit`, ...may, handle: editPage },
    { method: 'POST', path: `${path}/:listing/edit`, ...may, handle: edit, keepsForm: true },
    { method: 'GET', path: `${path}/:listing/ties`, ...may, handle: tiesPage },
    { method: 'POST', path: `${path}/:listing/ties`, ...may, handle: setTies },
  ];
}

const mayChange = ({ now }: Visit, row: Parameters<typeof stateOf>[0]): boolean => {
  const state = stateOf(row, isoDate(now));
  return state === 'draft' || canClose(state);
};

import { z } from 'zod';
import { helpWith } from '../../content/checks/plain-language.ts';
import { transact } from '../../db/transact.ts';
import { choice } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { listAuthors } from './authors.ts';
import { problemName } from './card-routes.ts';
import { listOpenReports } from './cards.ts';
import { findingsOf, stateOf, withDraft } from './desk.ts';
import { nameOf, type SharingNeeds } from './needs.ts';
import { readable } from './part-routes.ts';
import { judge, withdraw } from './publishing.ts';
import { passagesOf } from './rules/complete.ts';
import { differencesOf } from './rules/differences.ts';
import { PARTS, type PartId } from './rules/fields.ts';
import { type Comments, findLatest, findVersion, listReviews, listWaiting } from './versions.ts';

const DAY = 24 * 3_600_000;
const DONE = {
  returned: 'It went back with your comments, and its authors got a mail.',
  published: 'It is published. The library shows it within a few minutes.',
  second: 'Your approval is kept. A supplier wrote it, so another editor has to approve it too.',
  stale: 'It was decided or taken back in the meantime.',
  own: 'You wrote it yourself: another editor has to check it.',
  withdrawn: 'It is withdrawn. Its address says so, with the reason.',
  decided: 'The problem is closed.',
};
const COMMENTED = [...(Object.keys(PARTS) as PartId[]), 'whole'] as const;
const comment = z.string().max(2000, 'Use at most 2,000 characters');
const schema = z.object({
  verdict: choice(['approved', 'returned'], 'Choose whether to publish it or to return it'),
  criteria: z.array(z.string()),
  number: z.coerce.number().int().catch(0),
  ...(Object.fromEntries(COMMENTED.map((part) => [`say-${part}`, comment])) as Record<
    `say-${PartId | 'whole'}`,
    typeof comment
  >),
});
const withdrawSchema = z.object({
  why: z
    .string()
    .trim()
    .min(10, 'Give the reason in a sentence. Readers will see it')
    .max(300, 'Use at most 300 characters'),
});

/** For editors: what waits, and checking it against the published criteria. */
export function reviewRoutes(needs: SharingNeeds): Route[] {
  const { database, show, almanac, sharing } = needs;
  const trail = [home(), { text: 'Examples that wait', href: '/admin/examples' }];
  const bySlug = new Map(almanac.examples.map((each) => [each.slug, each]));
  const taken = new Set([
    ...bySlug.keys(),
    ...almanac.retired.map(({ address }) => address.replace('/practice/', '')),
  ]);

  const queue = async (visit: Visit): Promise<Reply> => {
    const view = await transact(database, 'everyone', async (handle) => ({
      waiting: (await listWaiting(handle)).map((draft) => ({
        title: draft.title,
        href: `/admin/examples/${draft.id}`,
        who: draft.council ? nameOf(needs, draft.council) : draft.body,
        supplier: draft.hand === 'supplier',
        again: draft.live !== null,
        sent: draft.submitted_at?.slice(0, 10),
        days: Math.floor((visit.now.getTime() - Date.parse(draft.submitted_at ?? '')) / DAY),
      })),
      reports: (await listOpenReports(handle)).map(({ id, slug, kind, at }) => ({
        title: bySlug.get(slug)?.title ?? slug,
        href: `/admin/examples/problems/${id}`,
        kind: problemName(kind),
        on: at.slice(0, 10),
        days: Math.floor((visit.now.getTime() - Date.parse(at)) / DAY),
      })),
    }));
    return show(
      visit,
      'examples-queue.njk',
      { title: 'Examples that wait', trail: [home()] },
      { ...view, done: doneText(visit, DONE) },
    );
  };

  const reviewPage = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const latest = await findLatest(handle, draft.id);
      const { id: editor } = visitorOf(visit);
      const authors = await listAuthors(handle, draft.id);
      const reviews = latest ? await listReviews(handle, draft.id, latest.number) : [];
      const before = latest && (await findVersion(handle, draft.id, latest.number - 1));
      const parts = latest?.parts ?? {};
      const earlier = before
        ? (await listReviews(handle, draft.id, before.number)).at(-1)?.comments
        : undefined;
      return show(
        visit,
        'review.njk',
        { title: draft.title || 'An example', trail },
        {
          form: toFormView(
            visit,
            typed ?? { number: String(latest?.number ?? 0), criteria: [] },
            problems,
          ),
          title: draft.title,
          who: draft.council ? nameOf(needs, draft.council) : draft.body,
          hand: draft.hand,
          state: stateOf(draft),
          open: draft.state === 'submitted',
          own: authors.some(({ id }) => id === editor),
          judged: reviews.some(({ editor_id }) => editor_id === editor),
          approvals: reviews.filter(({ verdict }) => verdict === 'approved').length,
          number: latest?.number,
          parts: latest
            ? readable(almanac, parts).filter(
                ({ part, lines }) => lines.length > 0 || part === 'pictures',
              )
            : [],
          pictures: (latest?.pictures ?? []).map((each) => ({
            ...each,
            src: `/admin/examples/${draft.id}/pictures/${each.id}`,
          })),
          earlier: earlier ?? {},
          changes: before ? differencesOf(before.parts, parts) : [],
          findings: findingsOf(draft.id, parts),
          help: helpWith(
            passagesOf(parts).map(({ text }) => text),
            almanac,
          ),
          criteria: sharing.criteria.map(({ id, name, asks }) => ({
            value: id,
            text: name,
            hint: { text: asks },
          })),
          action: `/admin/examples/${draft.id}`,
          published:
            draft.live !== null && !draft.withdrawn_at ? `/practice/${draft.slug}` : undefined,
        },
        problems ? 400 : 200,
      );
    });

  const review = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return reviewPage(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const comments: Comments = Object.fromEntries(
      COMMENTED.map((part) => [part, value[`say-${part}`]] as const).filter(([, text]) => text),
    );
    const unmet = sharing.criteria.filter(({ id }) => !value.criteria.includes(id));
    if (value.verdict === 'approved' && unmet.length > 0)
      return reviewPage(visit, typed, [
        {
          field: 'criteria',
          text: `To publish it, tick each of the criteria. Not ticked: ${unmet.map(({ name }) => name).join(', ')}`,
        },
      ]);
    if (value.verdict === 'returned' && Object.keys(comments).length === 0)
      return reviewPage(visit, typed, [
        { field: 'say-whole', text: 'Say what the authors should mend, beside a part or here' },
      ]);
    const judgement = {
      number: value.number,
      editor: visitorOf(visit).id,
      verdict: value.verdict,
      comments,
    };
    return withDraft(needs, visit, async (handle, draft) => {
      const turn = await judge(
        handle,
        draft,
        judgement,
        { needs, taken: (slug) => taken.has(slug) },
        visit.now,
      );
      return redirect(`/admin/examples?done=${turn}`);
    });
  };

  const end = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, withdrawSchema);
    if (failed(parsed)) return reviewPage(visit, parsed.typed, parsed.problems);
    return withDraft(needs, visit, async (handle, draft) => {
      const { why } = parsed.value;
      const done = await withdraw(
        handle,
        draft,
        { needs, person: visitorOf(visit).id, why },
        visit.now,
      );
      return redirect(`/admin/examples?done=${done ? 'withdrawn' : 'stale'}`);
    });
  };

  const path = '/admin/examples';
  return [
    { method: 'GET', path, access: 'editor', handle: queue },
    {
      method: 'GET',
      path: `${path}/:draft`,
      access: 'editor',
      handle: (visit) => reviewPage(visit),
    },
    { method: 'POST', path: `${path}/:draft`, access: 'editor', handle: review, keepsForm: true },
    {
      method: 'POST',
      path: `${path}/:draft/withdraw`,
      access: 'editor',
      handle: end,
      keepsForm: true,
    },
  ];
}

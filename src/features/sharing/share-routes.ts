import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { line } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { addAuthor, listAsked, listWritesFor, takeInvitation } from './authors.ts';
import { addDraft, findFromAction, listCouncilDrafts, listOwnDrafts } from './drafts.ts';
import { nameOf, type SharingNeeds } from './needs.ts';
import { partsFromAction } from './rules/from-action.ts';
import { findMixedWord, isLatin } from './rules/links.ts';
import { toDraftRow } from './views.ts';

const STARTS: Limit = { name: 'write-ups started by person', most: 20, span: 24 * 3_600_000 };
const PARTNER = { partner: 'A partner body', supplier: 'A supplier' } as const;
const schema = z.object({
  for: z.string().min(1, 'Choose for whom you write'),
  body: z.string().max(120, 'Use at most 120 characters'),
  action: z.string().max(80),
});
const answerSchema = z.object({
  answer: z.enum(['yes', 'no']).catch('no'),
  council: z.string().max(80),
});
const DONE = {
  deleted: 'The draft is deleted.',
  declined: 'You are not an author of it.',
};

/** The way in: what sharing is, one's own write-ups, and beginning one. */
export function shareRoutes(needs: SharingNeeds): Route[] {
  const { database, show, almanac, sharing } = needs;
  const trail = [home(), { text: 'Practice', href: '/practice' }];

  const front = async (visit: Visit): Promise<Reply> => {
    const { visitor } = visit;
    const mine =
      visitor &&
      (await transact(database, 'everyone', async (handle) => {
        const own = await listOwnDrafts(handle, visitor.id);
        const councils = await listWritesFor(handle, visitor.id);
        return {
          drafts: own.map((draft) => toDraftRow(needs, draft)),
          asked: (await listAsked(handle, visitor.email)).map((each) => ({
            ...each,
            who: each.council ? nameOf(needs, each.council) : each.body,
            answer: `/share/invited/${each.id}`,
          })),
          councils: councils.map((slug) => ({ value: slug, text: nameOf(needs, slug) })),
        };
      }));
    return show(
      visit,
      'share.njk',
      { title: 'Share what your council did', trail },
      {
        ...mine,
        signedIn: visitor !== undefined,
        form: toFormView(visit),
        done: doneText(visit, DONE),
      },
    );
  };

  const criteria = async (visit: Visit): Promise<Reply> =>
    show(
      visit,
      'criteria.njk',
      {
        title: 'How editors check an example',
        trail: [...trail, { text: 'Share', href: '/share' }],
      },
      { criteria: sharing.criteria },
    );

  const newPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { id } = visitorOf(visit);
    const view = await transact(database, 'everyone', async (handle) => {
      const councils = await listWritesFor(handle, id);
      const asked = visit.query.get('council') ?? '';
      const council = councils.find((slug) => slug === asked);
      const wanted = visit.query.get('action') ?? '';
      const action = council ? await needs.findFinishedAction(handle, council, wanted) : undefined;
      return { councils, council, action };
    });
    const fresh = {
      for: view.council ?? view.councils[0] ?? '',
      body: '',
      action: view.action?.id ?? '',
    };
    return show(
      visit,
      'new-draft.njk',
      { title: 'Begin an example', trail: [...trail, { text: 'Share', href: '/share' }] },
      {
        form: toFormView(visit, typed ?? fresh, problems),
        action: view.action?.title,
        options: [
          ...view.councils.map((slug) => ({ value: slug, text: nameOf(needs, slug) })),
          ...Object.entries(PARTNER).map(([value, text]) => ({ value, text })),
        ],
        councils: view.councils.length,
      },
      problems ? 400 : 200,
    );
  };

  const start = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return newPage(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const { id: person } = visitorOf(visit);
    const made = await transact(database, 'everyone', async (handle): Promise<Problem | string> => {
      const whose = await whoseOf(handle, needs, person, value);
      if ('problem' in whose) return whose.problem;
      const { council } = whose;
      const action =
        council && value.action
          ? await needs.findFinishedAction(handle, council, value.action)
          : undefined;
      const before = council && action && (await findFromAction(handle, council, action.id));
      if (before) return before.id;
      if (await isOverLimit(handle, STARTS, person, visit.now))
        return { field: '', text: 'You began many write-ups today. Go on with one of them.' };
      const parts = action ? partsFromAction(action) : {};
      const id = await addDraft(
        handle,
        { ...whose, person, action: action?.id ?? null, parts },
        visit.now,
      );
      await writeAudit(
        handle,
        {
          ...(council ? { council } : {}),
          person,
          action: 'example.started',
          detail: { writeup: id },
        },
        visit.now,
      );
      return id;
    });
    return typeof made === 'string' ? redirect(`/share/${made}`) : newPage(visit, typed, [made]);
  };

  const answer = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, answerSchema);
    if (failed(parsed)) return front(visit);
    const visitor = visitorOf(visit);
    return transact(database, 'everyone', async (handle) => {
      const asked = { id: visit.params.asked ?? '', email: visitor.email };
      const draft = await takeInvitation(handle, asked);
      if (!draft) return redirect('/share');
      if (parsed.value.answer === 'no') return redirect('/share?done=declined');
      const councils = await listWritesFor(handle, visitor.id);
      const council = councils.find((slug) => slug === parsed.value.council) ?? null;
      await addAuthor(handle, draft, { person: visitor.id, council }, visit.now);
      return redirect(`/share/${draft}`);
    });
  };

  return [
    { method: 'GET', path: '/share', access: 'anyone', handle: front },
    { method: 'GET', path: '/share/criteria', access: 'anyone', handle: criteria },
    { method: 'GET', path: '/share/new', access: 'signed-in', handle: (visit) => newPage(visit) },
    { method: 'POST', path: '/share/new', access: 'signed-in', handle: start, keepsForm: true },
    { method: 'POST', path: '/share/invited/:asked', access: 'signed-in', handle: answer },
    { method: 'GET', path: '/my/:council/examples', access: 'viewer', handle: ofCouncil },
  ];

  /** A council's own examples, published or on the way. Drafts are for leads; others see what they wrote themselves. */
  async function ofCouncil(visit: Visit): Promise<Reply> {
    const council = visit.params.council ?? '';
    const lead = visit.membership?.role === 'lead';
    const rows = await transact(database, { council }, (handle) =>
      listCouncilDrafts(handle, council),
    );
    const shown = rows.filter((row) => lead || row.live !== null);
    return show(visit, 'council-examples.njk', 'Examples', {
      drafts: shown.map((row) => toDraftRow(needs, row, lead)),
      lead,
      writes: visit.membership?.role !== 'viewer',
      start: `/share/new?council=${council}`,
      library: (almanac.councils.find(({ slug }) => slug === council)?.examples.length ?? 0) > 0,
    });
  }
}

type Whose = { hand: 'council' | 'partner' | 'supplier'; council: string | null; body: string };

/** For whom somebody may write: a council of theirs, or a body that they name, which may not pass for a council. */
async function whoseOf(
  handle: Handle,
  { almanac }: SharingNeeds,
  person: string,
  { for: whom, body }: { for: string; body: string },
): Promise<Whose | { problem: Problem }> {
  if (whom === 'partner' || whom === 'supplier') {
    const name = line('Enter the name of the body').safeParse(body);
    const problem = (text: string) => ({ problem: { field: 'body', text } });
    if (!name.success)
      return problem(name.error.issues[0]?.message ?? 'Enter the name of the body');
    if (findMixedWord(name.data) || !isLatin(name.data))
      return problem('Enter the name in plain letters');
    const bare = name.data.toLowerCase();
    const council = almanac.councils.find((each) =>
      [each.name, each.short, ...each.also].some((known) => known.toLowerCase() === bare),
    );
    if (council)
      return problem(
        `${council.name} is a council. Its own people write for it: join its space first`,
      );
    return { hand: whom, council: null, body: name.data };
  }
  const councils = await listWritesFor(handle, person);
  return councils.includes(whom)
    ? { hand: 'council', council: whom, body: '' }
    : { problem: { field: 'for', text: 'Choose a council for which you may write' } };
}

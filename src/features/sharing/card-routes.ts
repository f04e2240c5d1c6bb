import { z } from 'zod';
import { addresses } from '../../content/addresses.ts';
import type { Example } from '../../content/almanac.ts';
import { isOverLimit, type Limit, networkOf } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { queueNotice } from '../../mail/notices.ts';
import { choice } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { listWritesFor } from './authors.ts';
import { addReport, bumpLibrary, listEchoesOf, setEchoes } from './cards.ts';
import { oneLine } from './follow-up-routes.ts';
import { reportedLetter } from './letters.ts';
import { nameOf, type SharingNeeds } from './needs.ts';

const ECHOES: Limit = { name: 'echoes by person', most: 60, span: 24 * 3_600_000 };
const REPORTS: Limit = { name: 'problems reported by address', most: 10, span: 3_600_000 };
export const KINDS = ['done', 'trying', 'helped'] as const;
const PROBLEMS = {
  wrong: 'Something is not true',
  outdated: 'It is no longer so',
  personal: 'It tells something about a person',
  advertising: 'It is an advertisement',
  other: 'Something else',
} as const;
const echoSchema = z.object({
  council: z.string().max(80),
  kinds: z.array(z.string()),
  done: oneLine,
  trying: oneLine,
  helped: oneLine,
});
const problemSchema = z.object({
  kind: choice(['wrong', 'outdated', 'personal', 'advertising', 'other'], 'Choose what is wrong'),
  says: z
    .string()
    .min(10, 'Say what is wrong, in a sentence')
    .max(1000, 'Use at most 1,000 characters'),
});
const DONE = {
  kept: 'Kept. The page of the example shows it within a few minutes.',
  reported: 'Thank you. An editor will look at it.',
};

/** What councils and readers say of an example that stands in the library. */
export function cardRoutes(needs: SharingNeeds): Route[] {
  const { database, show, almanac } = needs;
  const bySlug = new Map(almanac.examples.map((each) => [each.slug, each]));
  const exampleOf = (visit: Visit): Example => {
    const example = bySlug.get(visit.params.example ?? '');
    if (!example) throw new KnownError(404, 'There is no such example.');
    return example;
  };
  const trail = (example: Example) => [
    home(),
    { text: 'Practice', href: '/practice' },
    { text: example.title, href: addresses.example(example) },
  ];

  const ours = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const example = exampleOf(visit);
    const { id } = visitorOf(visit);
    const view = await transact(database, 'everyone', async (handle) => {
      const councils = await listWritesFor(handle, id);
      const asked = typed ? typed.council : visit.query.get('council');
      const council =
        councils.find((slug) => slug === asked) ??
        (councils.length === 1 ? councils[0] : undefined);
      return {
        councils,
        council,
        rows: council ? await listEchoesOf(handle, council, example.slug) : [],
      };
    });
    const kept = Object.fromEntries(view.rows.map(({ kind, says }) => [kind, says]));
    const values = typed ?? {
      council: view.council ?? '',
      kinds: view.rows.map(({ kind }) => kind),
      ...kept,
    };
    return show(
      visit,
      'ours.njk',
      { title: 'What your council made of it', trail: trail(example) },
      {
        form: toFormView(visit, values, problems),
        example: { title: example.title, href: addresses.example(example) },
        council: view.council && nameOf(needs, view.council),
        councils: view.councils.map((slug) => ({
          text: nameOf(needs, slug),
          href: `?council=${slug}`,
        })),
        own:
          view.council !== undefined && example.councils.some(({ slug }) => slug === view.council),
        hidden: view.rows.some(({ hidden }) => hidden === 1),
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  const say = async (visit: Visit): Promise<Reply> => {
    const example = exampleOf(visit);
    const parsed = parseForm(visit, echoSchema);
    if (failed(parsed)) return ours(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const kinds = KINDS.filter((kind) => value.kinds.includes(kind)).map((kind) => ({
      kind,
      says: value[kind],
    }));
    const bare = kinds.find(({ kind, says }) => kind === 'done' && says === '');
    if (bare)
      return ours(visit, typed, [{ field: 'done', text: 'Say in one line what was different' }]);
    const { id: person } = visitorOf(visit);
    const problem = await transact(
      database,
      'everyone',
      async (handle): Promise<Problem | undefined> => {
        const councils = await listWritesFor(handle, person);
        const council = councils.find((slug) => slug === value.council);
        if (!council)
          return { field: '', text: 'Contributors and leads of a council can say this for it' };
        if (await isOverLimit(handle, ECHOES, person, visit.now))
          return { field: '', text: 'You said this of many examples today. Go on tomorrow.' };
        await setEchoes(handle, council, example.slug, { kinds, person }, visit.now);
        await bumpLibrary(handle);
        const detail = { example: example.slug, kinds: kinds.map(({ kind }) => kind).join(' ') };
        await writeAudit(handle, { council, person, action: 'card.echoed', detail }, visit.now);
        return undefined;
      },
    );
    return problem
      ? ours(visit, typed, [problem])
      : redirect(`/practice/${example.slug}/ours?council=${value.council}&done=kept`);
  };

  const problemPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const example = exampleOf(visit);
    return show(
      visit,
      'problem.njk',
      { title: 'Report a problem', trail: trail(example) },
      {
        form: toFormView(visit, typed, problems),
        example: { title: example.title, href: addresses.example(example) },
        kinds: Object.entries(PROBLEMS).map(([value, text]) => ({ value, text })),
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  const report = async (visit: Visit): Promise<Reply> => {
    const example = exampleOf(visit);
    const parsed = parseForm(visit, problemSchema);
    if (failed(parsed)) return problemPage(visit, parsed.typed, parsed.problems);
    const over = await transact(database, 'everyone', async (handle) => {
      if (await isOverLimit(handle, REPORTS, networkOf(visit.ip), visit.now)) return true;
      const id = await addReport(handle, { slug: example.slug, ...parsed.value }, visit.now);
      const { site, title: almanac } = needs;
      const letter = reportedLetter({ site, almanac, id, title: example.title });
      for (const editor of await needs.listEditors(handle))
        await queueNotice(handle, editor, 'example-queue', letter, visit.now);
      return false;
    });
    const text = 'Many problems were reported from your network. Try again in an hour.';
    return over
      ? problemPage(visit, parsed.typed, [{ field: '', text }])
      : redirect(`/practice/${example.slug}/problem?done=reported`);
  };

  const path = '/practice/:example';
  return [
    { method: 'GET', path: `${path}/ours`, access: 'signed-in', handle: (visit) => ours(visit) },
    { method: 'POST', path: `${path}/ours`, access: 'signed-in', handle: say, keepsForm: true },
    {
      method: 'GET',
      path: `${path}/problem`,
      access: 'anyone',
      handle: (visit) => problemPage(visit),
    },
    { method: 'POST', path: `${path}/problem`, access: 'anyone', handle: report, keepsForm: true },
  ];
}

export const problemName = (kind: keyof typeof PROBLEMS): string => PROBLEMS[kind];

import { z } from 'zod';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { choice, line, prose } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import type { Place, Subject, SubjectKind, TalkNeeds } from './needs.ts';
import { readerOf } from './reader.ts';
import { getSubject } from './subject-routes.ts';
import { AUDIENCES, placeItems } from './views.ts';
import { type Warning, warnOf } from './warning.ts';
import { writePost } from './write.ts';

export const MOST_LETTERS = 5000;
export const body = prose(MOST_LETTERS).min(2, 'Write something first');
export const title = line('Put your question in one line', 150);

const schema = z.object({
  title,
  body: prose(MOST_LETTERS),
  audience: choice(['everyone', 'councils'], 'Choose who may read it'),
  from: z.string(),
  sure: z.string(),
});

/** The council that the form names, among those of its sender; with one only there is nothing to choose. */
export const placeOf = (places: readonly Place[], from: string): Place | undefined =>
  places.length === 1 ? places[0] : places.find(({ council }) => council === from);

/** Asking a question on a part of the almanac. */
export function askRoutes(needs: TalkNeeds): Route[] {
  const { database, show } = needs;

  const askPage = (
    visit: Visit,
    subject: Subject,
    places: readonly Place[],
    typed: Typed = { audience: 'everyone' },
    problems?: readonly Problem[],
    warning?: Warning,
  ): Reply => {
    const talk = `/talk${subject.href}`;
    const heading = {
      title: 'Ask a question',
      kind: 'talk',
      trail: [
        home(),
        { text: 'Questions and answers', href: '/talk' },
        { text: subject.title, href: talk },
      ],
    };
    if (places.length === 0)
      return show(visit, 'talk-members.njk', heading, { talk }, problems ? 403 : 200);
    return show(
      visit,
      'ask.njk',
      heading,
      {
        form: toFormView(visit, typed, problems),
        subject,
        action: `${talk}/ask`,
        talk,
        places: places.length > 1 ? placeItems(places) : [],
        from: places[0]?.name,
        audiences: AUDIENCES,
        warning,
      },
      problems ? 400 : 200,
    );
  };

  const onSubject =
    (
      kind: SubjectKind,
      work: (handle: Handle, visit: Visit, subject: Subject, places: Place[]) => Promise<Reply>,
    ) =>
    (visit: Visit): Promise<Reply> =>
      transact(database, 'everyone', async (handle) => {
        const subject = await getSubject(handle, kind, visit);
        const { places } = await readerOf(handle, needs, visit);
        return work(handle, visit, subject, places);
      });

  const ask = async (
    handle: Handle,
    visit: Visit,
    subject: Subject,
    places: Place[],
  ): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    const again = (problems: Problem[], warning?: Warning) =>
      askPage(visit, subject, places, parsed.typed, problems, warning);
    if (failed(parsed)) return again(parsed.problems);
    const { value } = parsed;
    const place = placeOf(places, value.from);
    if (!place) return again([{ field: 'from', text: 'Choose the council that you write from' }]);
    const warning = warnOf(`${value.title}\n${value.body}`, value.sure);
    if (warning) return again([warning.problem], warning);
    const question = { about: subject.href, title: value.title, audience: value.audience };
    const written = await writePost(handle, needs, visit, { body: value.body, place, question });
    if ('field' in written) return again([written]);
    return redirect(`/talk/q/${written.thread}?done=${written.held ? 'held' : 'asked'}`);
  };

  return needs.subjects.flatMap((kind): Route[] => {
    const path = `/talk${kind.path}/ask`;
    const page = onSubject(kind, async (_handle, visit, subject, places) =>
      askPage(visit, subject, places),
    );
    return [
      { method: 'GET', path, access: 'signed-in', handle: page },
      {
        method: 'POST',
        path,
        access: 'signed-in',
        handle: onSubject(kind, ask),
        keepsForm: true,
      },
    ];
  });
}

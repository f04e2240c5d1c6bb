import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { home } from '../../web/page-view.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import { makeTalkFeed } from './feed.ts';
import type { Subject, SubjectKind, TalkNeeds } from './needs.ts';
import { readerOf } from './reader.ts';
import { listThreads } from './threads.ts';
import { toThreadRow } from './views.ts';

const ON_PAGE = 20;

/** @throws KnownError 404 when there is no such part of the almanac */
export async function getSubject(
  handle: Handle,
  kind: SubjectKind,
  { params }: Pick<Visit, 'params'>,
): Promise<Subject> {
  const subject = await kind.find(handle, params);
  if (!subject) throw new KnownError(404, 'There is nothing to talk about at this address.');
  return subject;
}

/** The latest questions on everything, and the questions on one part of the almanac, with a feed. */
export function subjectRoutes(needs: TalkNeeds): Route[] {
  const { database, show, nameOf } = needs;

  const latest = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const { reader } = await readerOf(handle, needs, visit);
      const before = visit.query.get('before') ?? undefined;
      const rows = await listThreads(handle, reader, { before, most: ON_PAGE + 1 });
      const shown = rows.slice(0, ON_PAGE);
      const threads = [];
      for (const row of shown)
        threads.push(toThreadRow(row, nameOf, await needs.findSubject(handle, row.about)));
      return show(
        visit,
        'talk.njk',
        { title: 'Questions and answers', kind: 'talk', trail: [home()] },
        { threads, older: rows.length > ON_PAGE ? `?before=${shown.at(-1)?.id}` : undefined },
      );
    });

  const onSubject =
    (kind: SubjectKind) =>
    (visit: Visit): Promise<Reply> =>
      transact(database, 'everyone', async (handle) => {
        const subject = await getSubject(handle, kind, visit);
        const { reader } = await readerOf(handle, needs, visit);
        const before = visit.query.get('before') ?? undefined;
        const below = subject.kind === 'outcome';
        const wanted = { about: subject.href, below, before, most: ON_PAGE + 1 };
        const rows = await listThreads(handle, reader, wanted);
        const shown = rows.slice(0, ON_PAGE);
        const threads = [];
        for (const row of shown) {
          const part =
            row.about === subject.href ? undefined : await needs.findSubject(handle, row.about);
          threads.push(toThreadRow(row, nameOf, part));
        }
        const { person } = reader;
        return show(
          visit,
          'talk-subject.njk',
          {
            title: `Questions and answers: ${subject.title}`,
            kind: 'talk',
            trail: [home(), { text: 'Questions and answers', href: '/talk' }],
          },
          {
            subject,
            threads,
            older: rows.length > ON_PAGE ? `?before=${shown.at(-1)?.id}` : undefined,
            ask: `/talk${subject.href}/ask`,
            feed: subject.outcome ? `/talk/outcomes/${subject.outcome}/feed.xml` : undefined,
            follow: `/follow?what=${encodeURIComponent(subject.href)}`,
            following: person ? await needs.isFollowing(handle, person, subject.href) : false,
          },
        );
      });

  const feed =
    (kind: SubjectKind) =>
    (visit: Visit): Promise<Reply> =>
      transact(database, 'everyone', async (handle) => {
        const subject = await getSubject(handle, kind, visit);
        return {
          status: 200,
          body: await makeTalkFeed(handle, needs, subject, visit.now),
          headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
        };
      });

  return [
    { method: 'GET', path: '/talk', access: 'anyone', handle: latest },
    ...needs.subjects.flatMap((kind): Route[] => [
      { method: 'GET', path: `/talk${kind.path}`, access: 'anyone', handle: onSubject(kind) },
      ...(kind.kind === 'outcome'
        ? [
            {
              method: 'GET' as const,
              path: `/talk${kind.path}/feed.xml`,
              access: 'anyone' as const,
              handle: feed(kind),
            },
          ]
        : []),
    ]),
  ];
}

import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { choice } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { problemName } from './card-routes.ts';
import { addNote, bumpLibrary, decideReport, findReport, listSaid, setHidden } from './cards.ts';
import { nameOf, type SharingNeeds } from './needs.ts';

const schema = z.object({
  decision: choice(['corrected', 'nothing'], 'Choose what came of it'),
  note: z.string().max(500, 'Use at most 500 characters'),
  hide: z.array(z.string().max(60)).max(600),
  show: z.array(z.string().max(60)).max(600),
});

/** For editors: a problem that somebody reported, what is said on the card, and its correction log. */
export function problemRoutes(needs: SharingNeeds): Route[] {
  const { database, show, almanac } = needs;

  const page = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const report = await findReport(handle, visit.params.report ?? '');
      if (!report) throw new KnownError(404, 'There is no such report.');
      const said = await listSaid(handle, report.slug);
      const writeup = await handle
        .selectFrom('writeup')
        .select('id')
        .where('slug', '=', report.slug)
        .executeTakeFirst();
      const lines = [
        ...said.echoes.map(({ id, council, says, hidden }) => ({
          id: `echo:${id}`,
          who: nameOf(needs, council),
          says,
          hidden,
        })),
        ...said.answers.map(({ id, says, hidden }) => ({
          id: `answer:${id}`,
          who: 'Its authors',
          says,
          hidden,
        })),
      ];
      return show(
        visit,
        'reported.njk',
        {
          title: 'A reported problem',
          trail: [home(), { text: 'Examples that wait', href: '/admin/examples' }],
        },
        {
          form: toFormView(visit, typed, problems),
          example: almanac.examples.find(({ slug }) => slug === report.slug)?.title ?? report.slug,
          href: `/practice/${report.slug}`,
          writeup: writeup && `/admin/examples/${writeup.id}`,
          kind: problemName(report.kind),
          says: report.says,
          on: report.at.slice(0, 10),
          open: report.decided_at === null,
          shown: lines.filter(({ hidden }) => !hidden),
          put: lines.filter(({ hidden }) => hidden),
          action: `/admin/examples/problems/${report.id}`,
        },
        problems ? 400 : 200,
      );
    });

  const decide = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { decision, note, hide, show: again } = parsed.value;
    const touched = hide.length + again.length > 0;
    if (decision === 'corrected' && !note && !touched)
      return page(visit, parsed.typed, [
        { field: 'note', text: 'Say what was corrected, or take a line off the card' },
      ]);
    const by = visitorOf(visit).id;
    return transact(database, 'everyone', async (handle) => {
      const report = await findReport(handle, visit.params.report ?? '');
      if (!report) throw new KnownError(404, 'There is no such report.');
      if (!(await decideReport(handle, report.id, { decision, by }, visit.now)))
        return redirect('/admin/examples?done=stale');
      for (const [list, value] of [
        [hide, 1],
        [again, 0],
      ] as const)
        for (const line of list) {
          const [kind, id = ''] = line.split(':');
          if (kind === 'echo' || kind === 'answer') await setHidden(handle, { kind, id }, value);
        }
      if (note) await addNote(handle, { slug: report.slug, says: note, by }, visit.now);
      if (note || touched) await bumpLibrary(handle);
      const entry = {
        person: by,
        action: 'card.problem-closed',
        detail: { report: report.id, decision, lines: hide.length },
      };
      await writeAudit(handle, entry, visit.now);
      return redirect('/admin/examples?done=decided');
    });
  };

  const path = '/admin/examples/problems/:report';
  return [
    { method: 'GET', path, access: 'editor', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'editor', handle: decide, keepsForm: true },
  ];
}

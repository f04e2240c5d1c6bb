import { z } from 'zod';
import { isOverLimit, type Limit, networkOf } from '../../db/attempts.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { choice } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { answeringRoutes } from './answering-routes.ts';
import { readAnswers } from './answers.ts';
import { carrySheet } from './carry.ts';
import { methodRoutes } from './method-routes.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from './needs.ts';
import { fileRoutes } from './paper/file-routes.ts';
import { MISSES } from './paper/private-link.ts';
import { publicPaperRoutes } from './paper/public-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { listItems } from './rules/items.ts';
import { addPrivateSheet, deleteSheet, findPrivateSheet, PRIVATE_DAYS } from './sheets.ts';
import { toCheckView } from './views.ts';

const startSchema = z.object({
  depth: choice(['quick', 'full'], 'Choose a quick look or the full assessment'),
  place: z.string().max(80),
});
const STARTS: Limit = { name: 'private assessments by address', most: 60, span: 3_600_000 };
const DONE = {
  deleted: 'The assessment and all its answers are deleted.',
  started: 'This is your private link. Keep it: it is the only way back to these answers.',
};

/** Trying the assessment without an account: answers are kept under a link that only their owner knows. */
export function privateRoutes(needs: AssessmentNeeds): Route[] {
  const { database, show, almanac, site } = needs;
  const councils = almanac.councils.filter(({ end }) => !end);

  const startPage = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Reply => {
    const quick = listItems(almanac, 'quick').length;
    const full = listItems(almanac, 'full').length;
    return show(
      visit,
      'assessment.njk',
      { title: 'Where are we?', trail: [home()] },
      {
        form: toFormView(visit, typed ?? { place: visit.query.get('council') ?? '' }, problems),
        councils: councils.map(({ slug, name }) => ({ value: slug, text: name })),
        counts: { quick, full },
        days: PRIVATE_DAYS,
        madeUp: almanac.madeUp !== undefined,
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  const start = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, startSchema);
    if (failed(parsed)) return startPage(visit, parsed.typed, parsed.problems);
    const { depth, place: typed } = parsed.value;
    const place = councils.some(({ slug }) => slug === typed) ? typed : null;
    const secret = await transact(database, 'everyone', async (handle) => {
      if (await isOverLimit(handle, STARTS, networkOf(visit.ip), visit.now)) return undefined;
      return addPrivateSheet(handle, { depth, place, edition: almanac.about.edition }, visit.now);
    });
    if (!secret)
      return startPage(visit, parsed.typed, [
        {
          field: '',
          text: 'Many assessments were started from your network. Try again in an hour.',
        },
      ]);
    return redirect(`/assessment/${secret}?done=started`);
  };

  const findDesk = async (handle: Handle, visit: Visit): Promise<Desk | undefined> => {
    const secret = visit.params.key ?? '';
    const found = await findPrivateSheet(handle, secret, visit.now);
    if (!found) {
      if (await isOverLimit(handle, MISSES, networkOf(visit.ip), visit.now))
        throw new KnownError(429, 'Too many private links were tried.');
      return undefined;
    }
    const sheet = await carrySheet(handle, found, almanac);
    const council = almanac.councils.find(({ slug }) => slug === sheet.place);
    return {
      sheet,
      items: listItems(almanac, sheet.depth, { place: council }),
      base: `/assessment/${secret}`,
      title: sheet.depth === 'quick' ? 'Quick look' : 'Full assessment',
      open: true,
      answersAt: `/assessment/${secret}/check`,
    };
  };
  const place: DeskPlace = {
    path: '/assessment/:key',
    access: 'anyone',
    scope: () => 'everyone',
    findDesk,
  };

  const overview = async (visit: Visit): Promise<Reply> => {
    const found = await transact(database, 'everyone', async (handle) => {
      const desk = await findDesk(handle, visit);
      return desk && { desk, answers: await readAnswers(handle, desk.sheet) };
    });
    if (!found)
      return show(
        visit,
        'no-assessment.njk',
        'We have no answers at this address',
        { days: PRIVATE_DAYS },
        404,
      );
    const { desk, answers } = found;
    const council = almanac.councils.find(({ slug }) => slug === desk.sheet.place);
    return show(visit, 'private-assessment.njk', desk.title, {
      ...toCheckView(desk, answers),
      link: `${site}${desk.base}`,
      council: council?.name,
      days: PRIVATE_DAYS,
      form: toFormView(visit),
      done: doneText(visit, DONE),
    });
  };

  const remove = async (visit: Visit): Promise<Reply> => {
    await transact(database, 'everyone', async (handle) => {
      const desk = await findDesk(handle, visit);
      if (desk) await deleteSheet(handle, desk.sheet.id);
    });
    return redirect('/assessment?done=deleted');
  };

  return [
    {
      method: 'GET',
      path: '/assessment',
      access: 'anyone',
      handle: async (visit) => startPage(visit),
    },
    { method: 'POST', path: '/assessment', access: 'anyone', handle: start, keepsForm: true },
    ...publicPaperRoutes(needs),
    ...methodRoutes(needs),
    { method: 'GET', path: place.path, access: 'anyone', handle: overview },
    { method: 'POST', path: `${place.path}/delete`, access: 'anyone', handle: remove },
    ...answeringRoutes(needs, place),
    ...resultRoutes(needs, place),
    ...fileRoutes(needs, place),
  ];
}

import { stringify } from 'csv-stringify/sync';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { toPng } from '../../web/picture.ts';
import { file, type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import { toExport } from './export.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from './needs.ts';
import { toRows, writeAnswerSheet } from './paper/answer-sheet.ts';
import { drawPicture } from './picture.ts';
import { levelsOf, toResultsView } from './result-views.ts';
import type { Answers } from './rules/answers.ts';
import { toProfile } from './rules/profile.ts';
import { whatIfRoutes } from './what-if-routes.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a sheet shows, and its answers as files. The same for every kind of sheet. */
export function resultRoutes(needs: AssessmentNeeds, place: DeskPlace): Route[] {
  const { database, show, almanac, print, cacheFolder } = needs;
  const read = (visit: Visit) =>
    transact(database, place.scope(visit), async (handle) => {
      const desk = await place.findDesk(handle, visit);
      if (!desk) throw new KnownError(404, 'There is no such assessment.');
      return { desk, answers: await readAnswers(handle, desk.sheet) };
    });
  /** An address that gives what a sheet holds as a file. */
  const given =
    (make: (desk: Desk, answers: Answers, visit: Visit) => Reply | Promise<Reply>) =>
    async (visit: Visit): Promise<Reply> => {
      const { desk, answers } = await read(visit);
      return make(desk, answers, visit);
    };

  const headingOf = ({ sheet }: Desk) =>
    sheet.kind === 'agreed' ? 'Where the council stands' : 'What your answers show';
  const results = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    const heading = headingOf(desk);
    return show(visit, 'results.njk', heading, {
      ...toResultsView(needs, desk, answers),
      heading,
    });
  };
  const method = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    const view = toResultsView(needs, desk, answers);
    return show(visit, 'result-method.njk', 'How this was reached', {
      ...view,
      levels: almanac.levels,
    });
  };
  const pdf = async (visit: Visit): Promise<Reply> => {
    const { desk } = await read(visit);
    if (!print) return redirect(`${desk.base}/results`);
    const page = await results(visit);
    const foot = `${desk.title}, edition ${desk.sheet.edition}`;
    return file('assessment.pdf', 'application/pdf', await print(String(page.body), foot));
  };
  const picture = (desk: Desk, answers: Answers): string => {
    const { progress, sentences } = toResultsView(needs, desk, answers);
    return drawPicture(toProfile(desk.items, answers), {
      title: desk.title,
      says: `${progress.answered} of ${progress.of} questions are answered. ${sentences.join(' ')}`,
      levels: almanac.levels.map(({ name }) => name),
      before: levelsOf(desk.earlier?.answers),
    });
  };

  const { path, access } = place;
  const route = (name: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path: `${path}/${name}`,
    access,
    handle,
  });
  return [
    route('results', results),
    route('results/method', method),
    route('results.pdf', pdf),
    route(
      'wheel.svg',
      given((desk, answers) => file('wheel.svg', 'image/svg+xml', picture(desk, answers))),
    ),
    route(
      'wheel.png',
      given(async (desk, answers) =>
        file('wheel.png', 'image/png', await toPng(picture(desk, answers), cacheFolder)),
      ),
    ),
    route(
      'answers.json',
      given((desk, answers, { now }) => {
        const body = JSON.stringify(toExport(desk, answers, now), undefined, 2);
        return file('assessment.json', 'application/json; charset=utf-8', body);
      }),
    ),
    route(
      'answers.csv',
      given((desk, answers) => {
        const body = stringify(toRows(desk, answers), { bom: true });
        return file('assessment.csv', 'text/csv; charset=utf-8', body);
      }),
    ),
    route(
      'answers.xlsx',
      given(async (desk, answers) =>
        file('assessment.xlsx', XLSX, await writeAnswerSheet(desk, answers)),
      ),
    ),
    ...whatIfRoutes(needs, place),
  ];
}

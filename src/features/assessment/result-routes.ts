import { stringify } from 'csv-stringify/sync';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { file, type Reply, type Route, type Visit } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import { toExport, toRows } from './export.ts';
import type { AssessmentNeeds, DeskPlace } from './needs.ts';
import { toResultsView } from './result-views.ts';

/** What a sheet shows, and its answers as files. The same for every kind of sheet. */
export function resultRoutes(needs: AssessmentNeeds, place: DeskPlace): Route[] {
  const { database, show, almanac } = needs;
  const read = (visit: Visit) =>
    transact(database, place.scope(visit), async (handle) => {
      const desk = await place.findDesk(handle, visit);
      if (!desk) throw new KnownError(404, 'There is no such assessment.');
      return { desk, answers: await readAnswers(handle, desk.sheet) };
    });

  const results = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    const heading =
      desk.sheet.kind === 'agreed' ? 'Where the council stands' : 'What your answers show';
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
  const json = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    const body = JSON.stringify(toExport(desk, answers, visit.now), undefined, 2);
    return file('assessment.json', 'application/json; charset=utf-8', body);
  };
  const csv = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    const body = stringify(toRows(desk, answers), { bom: true, escape_formulas: true });
    return file('assessment.csv', 'text/csv; charset=utf-8', body);
  };

  const { path, access } = place;
  return [
    { method: 'GET', path: `${path}/results`, access, handle: results },
    { method: 'GET', path: `${path}/results/method`, access, handle: method },
    { method: 'GET', path: `${path}/answers.json`, access, handle: json },
    { method: 'GET', path: `${path}/answers.csv`, access, handle: csv },
  ];
}

import { transact } from '../../../db/transact.ts';
import { KnownError } from '../../../lib/errors.ts';
import { file, type Reply, type Route, redirect, type Visit } from '../../../web/visits/visit.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from '../needs.ts';
import { toBooklet } from './booklet.ts';

/** The questions of a sheet as a booklet to fill in by hand, with the codes that the spreadsheet has. */
export function bookletRoutes(needs: AssessmentNeeds, place: DeskPlace): Route[] {
  const { database, show, almanac, print } = needs;
  const find = (visit: Visit) =>
    transact(database, place.scope(visit), async (handle) => {
      const desk = await place.findDesk(handle, visit);
      if (!desk) throw new KnownError(404, 'There is no such assessment.');
      return desk;
    });
  const pageOf = (visit: Visit, desk: Desk): Reply =>
    show(visit, 'booklet.njk', 'Booklet to fill in by hand', {
      ...toBooklet(desk.items, almanac.about.edition),
      desk: { title: desk.title, base: desk.base },
      pdf: print && `${desk.base}/booklet.pdf`,
      spreadsheet: `${desk.base}/answers.xlsx`,
      bringAt: `${desk.base}/bring`,
    });
  const page = async (visit: Visit): Promise<Reply> => pageOf(visit, await find(visit));
  const pdf = async (visit: Visit): Promise<Reply> => {
    const desk = await find(visit);
    if (!print) return redirect(`${desk.base}/booklet`);
    const foot = `${desk.title}, edition ${almanac.about.edition}`;
    const body = await print(String(pageOf(visit, desk).body), foot);
    return file('booklet.pdf', 'application/pdf', body);
  };
  const { path, access } = place;
  return [
    { method: 'GET', path: `${path}/booklet`, access, handle: page },
    { method: 'GET', path: `${path}/booklet.pdf`, access, handle: pdf },
  ];
}

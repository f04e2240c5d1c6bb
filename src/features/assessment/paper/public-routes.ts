import { file, type Reply, type Route, redirect, type Visit } from '../../../web/visits/visit.ts';
import { jsonSchema } from '../export.ts';
import type { AssessmentNeeds } from '../needs.ts';
import { listItems } from '../rules/items.ts';
import { writeAnswerSheet } from './answer-sheet.ts';
import { toBooklet } from './booklet.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SCHEMA = '/assessment/answers.schema.json';

/** The paper route for anyone: booklet and spreadsheet without answers, and the schema of files of answers. */
export function publicPaperRoutes({ show, almanac, site, print }: AssessmentNeeds): Route[] {
  const asked = (visit: Visit) => {
    const depth = visit.query.get('depth') === 'full' ? 'full' : 'quick';
    const place = almanac.councils.find(({ slug }) => slug === visit.query.get('council'));
    const query = new URLSearchParams({ depth, ...(place ? { council: place.slug } : {}) });
    return { items: listItems(almanac, depth, { place }), depth, place, query: `?${query}` };
  };
  const booklet = (visit: Visit): Reply => {
    const { items, depth, place, query } = asked(visit);
    const title = `${depth === 'full' ? 'Full assessment' : 'Quick look'}${place ? ` for ${place.name}` : ''}`;
    return show(visit, 'booklet.njk', 'Booklet to fill in by hand', {
      ...toBooklet(items, almanac.about.edition),
      desk: { title, base: '/assessment' },
      pdf: print && `/assessment/booklet.pdf${query}`,
      spreadsheet: `/assessment/answers.xlsx${query}`,
      other: {
        href: `/assessment/booklet?depth=${depth === 'full' ? 'quick' : 'full'}`,
        text: depth === 'full' ? 'Quick look' : 'Full assessment',
      },
    });
  };
  const pdf = async (visit: Visit): Promise<Reply> => {
    const { depth, query } = asked(visit);
    if (!print) return redirect(`/assessment/booklet${query}`);
    const foot = `${depth === 'full' ? 'Full assessment' : 'Quick look'}, edition ${almanac.about.edition}`;
    return file('booklet.pdf', 'application/pdf', await print(String(booklet(visit).body), foot));
  };
  const spreadsheet = async (visit: Visit): Promise<Reply> =>
    file('assessment.xlsx', XLSX, await writeAnswerSheet({ items: asked(visit).items }, new Map()));
  const schema = async (): Promise<Reply> => ({
    status: 200,
    body: JSON.stringify(jsonSchema(`${site}${SCHEMA}`), undefined, 2),
    headers: { 'content-type': 'application/schema+json; charset=utf-8' },
  });
  const get = (path: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path,
    access: 'anyone',
    handle,
  });
  return [
    get('/assessment/booklet', async (visit) => booklet(visit)),
    get('/assessment/booklet.pdf', pdf),
    get('/assessment/answers.xlsx', spreadsheet),
    get(SCHEMA, schema),
  ];
}

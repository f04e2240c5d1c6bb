import type { Almanac } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { toCatalogue, toCsv, toJson, toSchema } from './files.ts';
import { listTables } from './tables.ts';

const PATH = '/data';

/** The almanac as open data: the page that explains it, and every table as JSON, CSV and JSON Schema. */
export function dataPages(almanac: Almanac, templates: Templates, site: string): PageSource[] {
  const { about } = almanac;
  const tables = listTables(almanac);
  const licence = {
    title: about.title,
    edition: about.edition,
    licence: about.credit.content_licence,
    url: about.credit.licence_url,
  };
  const view = () => ({
    page: page('Open data', 'The whole almanac as JSON, CSV and JSON-LD, free to use.', PATH, {
      kind: 'data',
      trail: [home()],
    }),
    licence,
    tables: tables.map(({ id, title, says, columns, rows }) => ({
      id,
      title,
      says,
      columns,
      count: rows.length,
      json: `${PATH}/${id}.json`,
      csv: `${PATH}/${id}.csv`,
      schema: `${PATH}/${id}.schema.json`,
    })),
    catalogue: `${PATH}/catalogue.jsonld`,
  });
  const file = (name: string, type: string, render: () => string): PageSource => ({
    path: `${PATH}/${name}`,
    type,
    render,
    lazy: true,
  });
  return [
    { path: PATH, render: () => templates.render('data.njk', view()) },
    file('catalogue.jsonld', 'application/ld+json', () => toCatalogue(tables, licence, site)),
    ...tables.flatMap((table) => [
      file(`${table.id}.json`, 'application/json', () => toJson(table, licence)),
      file(`${table.id}.csv`, 'text/csv; charset=utf-8', () => toCsv(table)),
      file(`${table.id}.schema.json`, 'application/schema+json', () => toSchema(table)),
    ]),
  ];
}

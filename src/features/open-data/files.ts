import { stringify } from 'csv-stringify/sync';
import type { Column, Row, Table } from './columns.ts';

/** What every file says of itself. */
export interface Licence {
  title: string;
  edition: string;
  licence: string;
  url: string;
}

/** The table as JSON, with its licence and edition. */
export const toJson = (table: Table, licence: Licence): string =>
  `${JSON.stringify({ table: table.id, ...licence, rows: table.rows }, null, 1)}\n`;

/**
 * The table as CSV that a spreadsheet opens: with a byte order mark, lists joined by `; `. A cell that a spreadsheet
 * would run as a formula gets an apostrophe in front, so that no text of ours or of a contributor's ever runs.
 */
export function toCsv({ columns, rows }: Table): string {
  const cell = (row: Row, { name }: Column) => {
    const value = row[name] ?? '';
    const text = Array.isArray(value) ? value.join('; ') : value;
    return typeof text === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  };
  return stringify(
    rows.map((row) => columns.map((column) => cell(row, column))),
    {
      header: true,
      columns: columns.map(({ name }) => name),
      bom: true,
      record_delimiter: 'windows',
    },
  );
}

/** A JSON Schema (draft 2020-12) of the table's JSON file. */
export function toSchema({ id, title, says, columns }: Table): string {
  const property = ({ type, list, optional, says: description }: Column) => {
    const one = type === 'number' ? 'number' : 'string';
    if (list) return { type: 'array', items: { type: one }, description };
    return { type: optional ? [one, 'null'] : one, description };
  };
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description: says,
    type: 'object',
    required: ['table', 'title', 'edition', 'licence', 'url', 'rows'],
    properties: {
      table: { const: id },
      title: { type: 'string' },
      edition: { type: 'string' },
      licence: { type: 'string' },
      url: { type: 'string' },
      rows: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: columns.map(({ name }) => name),
          properties: Object.fromEntries(columns.map((column) => [column.name, property(column)])),
        },
      },
    },
  };
  return `${JSON.stringify(schema, null, 1)}\n`;
}

/** A catalogue of all tables as JSON-LD, in the words of schema.org and so of search engines for data. */
export function toCatalogue(tables: readonly Table[], licence: Licence, site: string): string {
  const address = (path: string) => `${site}${path}`;
  const catalogue = {
    '@context': 'https://schema.org/',
    '@type': 'DataCatalog',
    '@id': address('/data'),
    name: licence.title,
    version: licence.edition,
    license: licence.url,
    dataset: tables.map(({ id, title, says, columns }) => ({
      '@type': 'Dataset',
      '@id': address(`/data/${id}`),
      name: title,
      description: says,
      license: licence.url,
      variableMeasured: columns.map(({ name, says: description }) => ({
        '@type': 'PropertyValue',
        name,
        description,
      })),
      distribution: [
        ['application/json', 'json'],
        ['text/csv', 'csv'],
      ].map(([encodingFormat, ending]) => ({
        '@type': 'DataDownload',
        encodingFormat,
        contentUrl: address(`/data/${id}.${ending}`),
      })),
    })),
  };
  return `${JSON.stringify(catalogue, null, 1)}\n`;
}

import path from 'node:path';
import nunjucks from 'nunjucks';
import { writtenDate } from '../lib/dates.ts';

/** Turns a template and a view into a page. */
export interface Templates {
  /** @param view every field that the template may use; nothing else reaches it but the globals */
  render(template: string, view: object): string;
}

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Templates of the given folders, the shared ones and the GOV.UK Frontend macros. Output is escaped unless a
 * view hands over HTML that was made here, and the template says `| safe`.
 * @param globals values that every page has, such as the site's title
 */
export function createTemplates(
  folders: readonly string[],
  globals: Record<string, unknown>,
): Templates {
  const places = [
    ...folders,
    path.join(import.meta.dirname, 'templates'),
    path.join(root, 'node_modules/govuk-frontend/dist'),
  ];
  const loader = new nunjucks.FileSystemLoader(places, { watch: false });
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
  for (const [name, value] of Object.entries(globals)) environment.addGlobal(name, value);
  environment.addFilter('date', writtenDate);
  environment.addFilter('hostname', (url: string) => new URL(url).hostname.replace(/^www\./, ''));
  return { render: (template, view) => environment.render(template, view) };
}

import path from 'node:path';
import nunjucks from 'nunjucks';
import { writtenDate } from '../lib/dates.ts';
import { TemplateLoader } from './template-loader.ts';

/** Turns a template and a view into a page. */
export interface Templates {
  /** @param view every field that the template may use; nothing else reaches it but the globals */
  render(template: string, view: object): string;
}

const SETTINGS = {
  autoescape: true,
  throwOnUndefined: false,
  trimBlocks: true,
  lstripBlocks: true,
};

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Templates of the given folders, the shared ones and the GOV.UK Frontend macros. Output is escaped unless a
 * view hands over HTML that was made here, and the template says `| safe`.
 * @param globals values that every page has, such as the site's title
 * @param deadLinks outside addresses that no longer work → the day on which they last did
 */
export function createTemplates(
  folders: readonly string[],
  globals: Record<string, unknown>,
  deadLinks: ReadonlyMap<string, string> = new Map(),
): Templates {
  const places = [
    ...folders,
    path.join(import.meta.dirname, 'templates'),
    path.join(root, 'node_modules/govuk-frontend/dist'),
  ];
  const environment = new nunjucks.Environment(new TemplateLoader(places, SETTINGS), {
    ...SETTINGS,
  });
  for (const [name, value] of Object.entries(globals)) environment.addGlobal(name, value);
  environment.addFilter('date', writtenDate);
  environment.addFilter('deadNote', (url: string) => deadNote(url, deadLinks));
  environment.addFilter('hostname', (url: string) => new URL(url).hostname.replace(/^www\./, ''));
  // What is the same on every page, or on all of a section: more than half of the loops of a page stood there.
  const parts = new Map<string, nunjucks.runtime.SafeString>();
  environment.addGlobal('once', (template: string, view?: object) => {
    const key = view ? template + JSON.stringify(view) : template;
    const part =
      parts.get(key) ?? new nunjucks.runtime.SafeString(environment.render(template, view));
    parts.set(key, part);
    return part;
  });
  return { render: (template, view) => environment.render(template, view) };
}

/** What stands beside a link that no longer works: we say so and keep it, since an archive may have the page. */
function deadNote(url: string, deadLinks: ReadonlyMap<string, string>): string {
  const worked = deadLinks.get(url);
  if (worked === undefined) return '';
  return worked
    ? ` (link last worked on ${writtenDate(worked)})`
    : ' (link did not work when we tried it)';
}

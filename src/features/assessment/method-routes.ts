import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { renderMarkdown } from '../../content/markdown.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import type { AssessmentNeeds } from './needs.ts';

/** The published method: one text, for who reads the code and for who reads the site. */
const METHOD = path.resolve(import.meta.dirname, '../../../docs/method.md');

export function methodRoutes({ show }: Pick<AssessmentNeeds, 'show'>): Route[] {
  const method = async (visit: Visit): Promise<Reply> => {
    const text = (await readFile(METHOD, 'utf8')).replace(/^# .*\n/, '');
    return show(visit, 'method.njk', 'How the self-assessment works', {
      text: renderMarkdown(text),
    });
  };
  return [{ method: 'GET', path: '/assessment/method', access: 'anyone', handle: method }];
}

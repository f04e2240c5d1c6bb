import path from 'node:path';
import type { PageSource } from '../../web/pages.ts';
import type { SearchDocument } from './kinds.ts';
import { packIndex, TEXTS_IN_FILE } from './pack.ts';
import type { Names } from './search.ts';

const browser = path.join(import.meta.dirname, 'browser');
const SCRIPT = 'text/javascript; charset=utf-8';

/** The scripts of search: `loader` on every page, the others when a reader goes to a search box or searches. */
export const SEARCH_SCRIPTS = [
  'loader.ts',
  'suggest-from-server.ts',
  'suggest-from-here.ts',
  'results-from-here.ts',
].map((name) => path.join(browser, name));

export const INDEX_FILE = '/search/index.js';
const textsFile = (number: number) => `/search/texts-${number}.js`;

/** Addresses of all that search in the browser fetches. */
export const searchFilePaths = (count: number): string[] => [
  INDEX_FILE,
  ...Array.from({ length: Math.ceil(count / TEXTS_IN_FILE) }, (_, i) => textsFile(i)),
];

interface ToPack {
  documents: readonly SearchDocument[];
  terms: readonly Names[];
  files: boolean;
}

/** The index as a script. @param json what `searchFiles` renders for it */
export function toIndexFile(json: string): string {
  const { documents, terms, files }: ToPack = JSON.parse(json);
  return `self.almanacIndex=${JSON.stringify(packIndex(documents, terms, files))};\n`;
}

/**
 * The index and the texts as scripts for search in the browser.
 * @param files whether pages are files there
 */
export function searchFiles(
  documents: readonly SearchDocument[],
  terms: readonly Names[],
  files: boolean,
): PageSource[] {
  const texts = (number: number) => {
    const from = number * TEXTS_IN_FILE;
    return documents.slice(from, from + TEXTS_IN_FILE).map(({ text }) => text);
  };
  const [index = '', ...rest] = searchFilePaths(documents.length);
  return [
    {
      path: index,
      type: SCRIPT,
      lazy: true,
      render: () => JSON.stringify({ documents, terms, files } satisfies ToPack),
      finish: { name: 'index', run: toIndexFile },
    },
    ...rest.map((file, number) => ({
      path: file,
      type: SCRIPT,
      lazy: true,
      render: () => `(self.almanacTexts??={})[${number}]=${JSON.stringify(texts(number))};\n`,
    })),
  ];
}

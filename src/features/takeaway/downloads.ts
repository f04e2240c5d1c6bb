import type { Almanac } from '../../content/almanac.ts';
import type { DownloadSource } from '../../web/downloads.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Addresses of the files of an outcome or a reader's path. */
export const wordPath = (page: string): string => `${page}/document.docx`;

/** What readers can take away as a file: every outcome and every reader's path. */
export function listDownloads(almanac: Almanac, site: string): DownloadSource[] {
  // The library is large: it is loaded when somebody asks for the first file.
  const word = () => import('./word.ts');
  return [
    ...almanac.outcomes.map((outcome) => ({
      path: wordPath(`/outcomes/${outcome.slug}`),
      name: `${outcome.slug}.docx`,
      type: WORD,
      make: async () => (await word()).outcomeInWord(almanac, outcome, site),
    })),
    ...almanac.roles.map((role) => ({
      path: wordPath(`/for/${role.id}`),
      name: `almanac-${role.id}.docx`,
      type: WORD,
      make: async () => (await word()).roleInWord(almanac, role, site),
    })),
  ];
}

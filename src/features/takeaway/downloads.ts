import type { Almanac, Outcome } from '../../content/almanac.ts';
import type { DownloadSource } from '../../web/downloads.ts';
import type { Print } from '../../web/printer.ts';
import type { CardNeeds } from './card.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

/**
 * What readers can take away as a file: every outcome and every reader's path for Word and as PDF, every outcome as slides.
 * @param site address of the site, for links; may be empty
 * @param cards what the pictures of pages are drawn with
 * @param print makes PDFs; without it there are none
 */
export function listDownloads(
  almanac: Almanac,
  site: string,
  print: Print | undefined,
  cards: CardNeeds,
): DownloadSource[] {
  // The libraries are large: each is loaded when somebody asks for the first file.
  const word = () => import('./word.ts');
  const { title } = almanac.about;
  const pdf = (path: string, name: string, paths: string[], heading: string): DownloadSource[] =>
    print
      ? [
          {
            path: `${path}/document.pdf`,
            name: `${name}.pdf`,
            type: 'application/pdf',
            make: (signal) => print(paths, `${title}: ${heading}`, signal),
          },
        ]
      : [];
  const card = (path: string, outcome?: Outcome): DownloadSource => ({
    path: `${path}/card.png`,
    name: 'card.png',
    type: 'image/png',
    inline: true,
    make: async () => (await import('./card.ts')).drawCard(cards, outcome),
  });
  return [
    card(''),
    ...almanac.outcomes.flatMap((outcome): DownloadSource[] => {
      const path = `/outcomes/${outcome.slug}`;
      return [
        {
          path: `${path}/document.docx`,
          name: `${outcome.slug}.docx`,
          type: WORD,
          make: async () => (await word()).outcomeInWord(almanac, outcome, site),
        },
        {
          path: `${path}/slides.pptx`,
          name: `${outcome.slug}.pptx`,
          type: SLIDES,
          make: async () => (await import('./slides.ts')).outcomeInSlides(cards, outcome, site),
        },
        card(path, outcome),
        ...pdf(path, outcome.slug, [path], outcome.name),
      ];
    }),
    ...almanac.roles.flatMap((role): DownloadSource[] => {
      const path = `/for/${role.id}`;
      // The path and the two-page briefing of each outcome: what somebody carries into a meeting.
      const briefings = almanac.outcomes.map(({ slug }) => `/outcomes/${slug}/briefing`);
      return [
        {
          path: `${path}/document.docx`,
          name: `almanac-${role.id}.docx`,
          type: WORD,
          make: async () => (await word()).roleInWord(almanac, role, site),
        },
        ...pdf(path, `almanac-${role.id}`, [path, ...briefings], role.name),
      ];
    }),
  ];
}

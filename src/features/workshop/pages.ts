import { addresses } from '../../content/addresses.ts';
import type { Almanac, Outcome } from '../../content/almanac.ts';
import type { DownloadSource } from '../../web/downloads.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Print } from '../../web/printer.ts';
import type { Templates } from '../../web/templates.ts';
import { toSlides } from './slides.ts';
import { type KitNeeds, toCardsView, toKitsView, toKitView, toSheetView } from './views.ts';

/** A workshop kit for each outcome: a leader's sheet for each length of session, and cards to print. */
export function workshopPages(needs: KitNeeds, templates: Templates): PageSource[] {
  const { outcomes, workshops } = needs.almanac;
  if (workshops.length === 0) return [];
  return [
    { path: '/workshop', render: () => templates.render('kits.njk', toKitsView(needs)) },
    ...outcomes.flatMap((outcome): PageSource[] => {
      const base = addresses.workshop(outcome);
      return [
        { path: base, render: () => templates.render('kit.njk', toKitView(needs, outcome)) },
        {
          path: `${base}/cards`,
          render: () => templates.render('cards.njk', toCardsView(needs, outcome)),
        },
        ...workshops.map((workshop) => ({
          path: `${base}/${workshop.slug}`,
          render: () => templates.render('sheet.njk', toSheetView(needs, outcome, workshop)),
        })),
      ];
    }),
  ];
}

interface DownloadNeeds {
  almanac: Almanac;
  /** Makes PDFs; without it there are none, and the pages are printed by the browser. */
  print: Print | undefined;
  /** Makes a `.pptx` file. */
  makeSlides(
    outcome: Outcome,
    about: { title: string; address: string },
    slides: ReturnType<typeof toSlides>,
  ): Promise<Buffer>;
}

/** The files of the kits: slides, and the sheets and cards as PDF. */
export function workshopDownloads({ almanac, print, makeSlides }: DownloadNeeds): DownloadSource[] {
  const { outcomes, workshops, about } = almanac;
  if (workshops.length === 0) return [];
  return outcomes.flatMap((outcome): DownloadSource[] => {
    const address = addresses.workshop(outcome);
    const pdf = (path: string, name: string, heading: string): DownloadSource[] =>
      print
        ? [
            {
              path: `${path}/document.pdf`,
              name: `${outcome.slug}-${name}.pdf`,
              type: 'application/pdf',
              make: (signal) => print([path], `${about.title}: ${heading}`, signal),
            },
          ]
        : [];
    return [
      {
        path: `${address}/slides.pptx`,
        name: `${outcome.slug}-workshop.pptx`,
        type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        make: () =>
          makeSlides(outcome, { title: `Workshop: ${outcome.name}`, address }, toSlides(outcome)),
      },
      ...pdf(`${address}/cards`, 'cards', `cards, ${outcome.name}`),
      ...workshops.flatMap(({ slug, title }) =>
        pdf(`${address}/${slug}`, slug, `${title} on ${outcome.name}`),
      ),
    ];
  });
}

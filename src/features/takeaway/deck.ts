import type { Outcome } from '../../content/almanac.ts';
import { type CardNeeds, drawCard } from './card.ts';

/** One slide: its title, and below it a text, a list, or rows of a name and what it says. */
export interface Slide {
  title: string;
  text?: string;
  lines?: readonly string[];
  rows?: readonly (readonly [name: string, says: string])[];
  /** Size of its letters in points. */
  size?: number;
  /** Width of the names beside rows, in inches. */
  nameWidth?: number;
}

/** In inches, on a slide of 13.33 by 7.5. */
const LEFT = 0.6;
const WIDTH = 12.1;
const BODY = { x: LEFT, y: 1.6, w: WIDTH, h: 4.9 };

const PLAIN = 'PLAIN';
const COVER = 'COVER';

/**
 * Makes a deck in the colour of an outcome, with its picture as cover. Each slide has a real title.
 * @param about its title, and the page that it comes from
 * @returns a `.pptx` file
 */
export async function makeDeck(
  cards: CardNeeds,
  outcome: Outcome,
  { title, site, address }: { title: string; site: string; address: string },
  slides: readonly Slide[],
): Promise<Buffer> {
  const { about } = cards.almanac;
  const { default: Pptx } = (await import('pptxgenjs')) as unknown as {
    default: typeof import('pptxgenjs').default;
  };
  const deck = new Pptx();
  const colour = outcome.colour.light.slice(1).toUpperCase();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = `${about.title}: ${title}`;
  deck.author = about.title;
  deck.company = about.title;
  deck.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' };
  const text = { fontFace: 'Arial', lang: about.language };
  const credit = `${about.title} ${about.edition}. ${about.credit.content_licence}.${site ? ` ${site}${address}` : ''}`;
  const footer = {
    text: {
      text: credit,
      options: { x: LEFT, y: 6.95, w: WIDTH, h: 0.35, fontSize: 10, color: '46505A', ...text },
    },
  };
  deck.defineSlideMaster({
    title: COVER,
    background: { color: 'FFFFFF' },
    objects: [
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            x: LEFT,
            y: 2.4,
            w: WIDTH,
            h: 1.6,
            fontSize: 54,
            bold: true,
            color: 'FFFFFF',
            align: 'left',
            ...text,
          },
          text: '',
        },
      },
    ],
  });
  deck.defineSlideMaster({
    title: PLAIN,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: 13.33, h: 0.25, fill: { color: colour } } },
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            x: LEFT,
            y: 0.5,
            w: WIDTH,
            h: 0.9,
            fontSize: 32,
            bold: true,
            color: '11161C',
            align: 'left',
            ...text,
          },
          text: '',
        },
      },
      footer,
    ],
  });

  const cover = deck.addSlide({ masterName: COVER });
  cover.addText(title, { placeholder: 'title' });
  const picture = await drawCard(cards, outcome);
  cover.addImage({
    data: `image/png;base64,${picture.toString('base64')}`,
    altText: `${outcome.name}: ${outcome.summary}`,
    x: 0,
    y: 0,
    w: 13.33,
    h: 7,
  });
  cover.addText(credit, {
    x: LEFT,
    y: 7.02,
    w: WIDTH,
    h: 0.4,
    fontSize: 12,
    color: '11161C',
    ...text,
  });

  const large = { ...BODY, fontSize: 24, color: '11161C', valign: 'top' as const, ...text };
  for (const { title: heading, text: said, lines, rows, size = 22, nameWidth = 2.4 } of slides) {
    const made = deck.addSlide({ masterName: PLAIN });
    made.addText(heading, { placeholder: 'title' });
    // Above rows a text is one sentence.
    if (said) made.addText(said, rows ? { ...large, y: 1.4, h: 1.1 } : large);
    if (lines)
      made.addText(
        lines.map((line) => ({
          text: line,
          options: { bullet: true, breakLine: true, fontSize: size, paraSpaceAfter: 10, ...text },
        })),
        large,
      );
    if (rows)
      made.addTable(
        rows.map(([name, says]) => [
          { text: name, options: { bold: true } },
          { text: says, options: {} },
        ]),
        {
          ...{ x: LEFT, y: said ? 2.6 : 1.6, w: WIDTH, colW: [nameWidth, WIDTH - nameWidth] },
          ...{ fontSize: size, color: '11161C', valign: 'top', ...text },
          border: { type: 'solid', pt: 1, color: 'AAB3BB' },
          margin: 0.08,
        },
      );
  }
  return (await deck.write({ outputType: 'nodebuffer' })) as Buffer;
}

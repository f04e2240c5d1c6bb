import { frameOf } from './committee.ts';
import type { Facts } from './facts.ts';
import { drawBand } from './pictures.ts';
import { actionsIn, type Choices } from './rules/choices.ts';
import { type SlidePage, slidePages } from './slide-pages.ts';
import type { ToPng } from './word.ts';

/** In inches, on a slide of 13.33 by 7.5. */
const SIDE = 0.6;
const WIDTH = 12.13;
const INK = '11161C';
const QUIET = '46505A';
const RULE = 'AAB3BB';
const COVER = 'COVER';
const PLAIN = 'PLAIN';

/** The plan and where the council stands, on eight slides with real titles. @returns a `.pptx` file */
export async function planInSlides(facts: Facts, choices: Choices, toPng: ToPng): Promise<Buffer> {
  const { default: Pptx } = (await import('pptxgenjs')) as unknown as {
    default: typeof import('pptxgenjs').default;
  };
  const frame = frameOf(facts, choices);
  const text = { fontFace: 'Arial', lang: facts.almanac.language, color: INK };
  const data = (png: Buffer | string) =>
    `image/png;base64,${typeof png === 'string' ? png : png.toString('base64')}`;
  const deck = new Pptx();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = `${facts.council.name}: where we stand on digital, and what next`;
  deck.author = facts.made.by;
  deck.company = facts.council.name;
  deck.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' };

  const band = data(await toPng(drawBand(frame.band).svg));
  const foot = `${frame.draft ? 'Draft · ' : ''}${frame.mark.name} · ${frame.foot}`;
  const title = (y: number, h: number, fontSize: number) => ({
    placeholder: {
      options: {
        ...{ name: 'title', type: 'title' as const, x: SIDE, y, w: WIDTH, h, fontSize },
        ...{ bold: true, align: 'left' as const, valign: 'bottom' as const, margin: 0, ...text },
      },
      text: '',
    },
  });
  const footer = {
    text: {
      text: foot,
      options: {
        x: SIDE,
        y: 7.02,
        w: 11.2,
        h: 0.3,
        fontSize: 10,
        margin: 0,
        ...text,
        color: QUIET,
      },
    },
  };
  const stripe = (h: number) => ({ image: { data: band, x: 0, y: 0, w: 13.34, h } });
  deck.defineSlideMaster({
    title: COVER,
    background: { color: 'FFFFFF' },
    objects: [stripe(0.5), title(2.3, 1.9, 46), footer],
  });
  deck.defineSlideMaster({
    title: PLAIN,
    background: { color: 'FFFFFF' },
    objects: [stripe(0.18), title(0.4, 0.85, 30), footer],
    slideNumber: {
      x: 12.2,
      y: 7.02,
      w: 0.6,
      h: 0.3,
      fontSize: 10,
      color: QUIET,
      fontFace: 'Arial',
    },
  });

  const pages = slidePages(facts, actionsIn(facts.actions, choices.extent, facts.made.on), choices);
  for (const [index, page] of pages.entries()) {
    const slide = deck.addSlide({ masterName: index === 0 ? COVER : PLAIN });
    slide.addText(page.title, { placeholder: 'title' });
    if (index === 0) {
      slide.addText(facts.council.name, {
        ...{ x: SIDE, y: 1.35, w: WIDTH, h: 0.6, fontSize: 22, bold: true, margin: 0 },
        ...text,
        color: QUIET,
      });
      if (facts.crest) {
        const scale = Math.min(3 / facts.crest.width, 1.2 / facts.crest.height);
        const [w, h] = [facts.crest.width * scale, facts.crest.height * scale];
        slide.addImage({
          data: `${facts.crest.type};base64,${facts.crest.data}`,
          altText: `Crest of ${facts.council.name}`,
          ...{ x: 13.33 - SIDE - w, y: 0.9, w, h },
        });
      }
    }
    if (page.lines) addLines(slide, page, index === 0 ? 4.4 : 1.55, text);
    if (page.picture) {
      const { svg, width, height, alt } = page.picture;
      const left = page.lines ? 6.9 : SIDE;
      const scale = Math.min((13.33 - SIDE - left) / width, 5.35 / height);
      slide.addImage({
        data: data(await toPng(svg)),
        altText: alt,
        ...{ x: left, y: 1.5, w: width * scale, h: height * scale },
      });
    }
    if (page.table) addTable(slide, page.table, text);
    if (page.notes) slide.addNotes(page.notes);
  }
  return (await deck.write({ outputType: 'nodebuffer' })) as Buffer;
}

type Slide = ReturnType<InstanceType<typeof import('pptxgenjs').default>['addSlide']>;
type Text = { fontFace: string; lang: string; color: string };

function addLines(
  slide: Slide,
  { lines = [], picture, bullets }: SlidePage,
  y: number,
  text: Text,
) {
  const letters = lines.join('').length;
  const size = letters > 480 ? 17 : letters > 300 ? 20 : 24;
  slide.addText(
    lines.map((line) => ({
      text: line,
      options: {
        ...(bullets ? { bullet: { indent: 18 } } : {}),
        ...{ breakLine: true, fontSize: size, paraSpaceAfter: 9, ...text },
      },
    })),
    {
      ...{ x: SIDE, y, w: picture ? 6.1 : WIDTH, h: 6.85 - y },
      ...{ valign: 'top', margin: 0, ...text },
    },
  );
}

function addTable(
  slide: Slide,
  { head, rows, widths }: NonNullable<SlidePage['table']>,
  text: Text,
) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const line = (pt: number, color: string) => ({ type: 'solid' as const, pt, color });
  const none = { type: 'none' as const };
  const cell = (words: string, bold: boolean, bottom: ReturnType<typeof line>) => ({
    text: words,
    options: {
      ...{
        bold,
        fontSize: 15,
        valign: 'top' as const,
        margin: [0.04, 0.08, 0.04, 0.02] as [number, number, number, number],
        ...text,
      },
      border: [none, none, bottom, none] as [typeof none, typeof none, typeof bottom, typeof none],
    },
  });
  slide.addTable(
    [
      head.map((words) => cell(words, true, line(1.5, INK))),
      ...rows.map((cells) =>
        cells.map((words, index) => cell(words, index === 0, line(0.75, RULE))),
      ),
    ],
    {
      ...{ x: SIDE, y: 1.55, w: WIDTH },
      colW: widths.map((width) => (width / total) * WIDTH),
      hasHeader: true,
    } as object,
  );
}

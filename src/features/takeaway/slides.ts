import type { Outcome } from '../../content/almanac.ts';
import { withArticle } from '../../lib/article.ts';
import { type CardNeeds, drawCard } from './card.ts';

/** In inches, on a slide of 13.33 by 7.5. */
const LEFT = 0.6;
const WIDTH = 12.1;
const BODY = { x: LEFT, y: 1.6, w: WIDTH, h: 4.9 };
const ASKED = 3;

const PLAIN = 'PLAIN';
const COVER = 'COVER';

/**
 * Slides of an outcome for a meeting: what it means, its targets, what to ask. Each has a real title.
 * @returns a `.pptx` file
 */
export async function outcomeInSlides(
  cards: CardNeeds,
  outcome: Outcome,
  site: string,
): Promise<Buffer> {
  const { about, roles } = cards.almanac;
  const { default: Pptx } = (await import('pptxgenjs')) as unknown as {
    default: typeof import('pptxgenjs').default;
  };
  const deck = new Pptx();
  const colour = outcome.colour.light.slice(1).toUpperCase();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = `${about.title}: ${outcome.name}`;
  deck.author = about.title;
  deck.company = about.title;
  deck.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' };
  const text = { fontFace: 'Arial', lang: about.language };
  const credit = `${about.title} ${about.edition}. ${about.credit.content_licence}.${site ? ` ${site}/outcomes/${outcome.slug}` : ''}`;
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
  cover.addText(outcome.name, { placeholder: 'title' });
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

  const slide = (title: string) => {
    const made = deck.addSlide({ masterName: PLAIN });
    made.addText(title, { placeholder: 'title' });
    return made;
  };
  const large = { ...BODY, fontSize: 24, color: '11161C', valign: 'top' as const, ...text };
  const list = (lines: readonly string[], fontSize = 22) =>
    lines.map((line) => ({
      text: line,
      options: { bullet: true, breakLine: true, fontSize, paraSpaceAfter: 10, ...text },
    }));

  slide('What we mean').addText(outcome.definition.trim(), large);
  slide('What good looks like').addText(
    list(outcome.targets.map(({ statement }) => statement)),
    large,
  );
  for (const role of roles.slice(0, 2)) {
    const asked = outcome.questions.filter((question) => question.role === role).slice(0, ASKED);
    if (asked.length > 0)
      slide(`Questions for ${withArticle(role.name)} to ask`).addText(
        list(asked.map(({ question }) => question)),
        large,
      );
  }
  slide('Simple steps').addText(
    list(
      outcome.steps.map(({ title, time }) => `${title} (${time.toLowerCase()})`),
      20,
    ),
    large,
  );
  return (await deck.write({ outputType: 'nodebuffer' })) as Buffer;
}

import { ExternalHyperlink, LevelFormat, Paragraph, type ParagraphChild, TextRun } from 'docx';
import { type Block, readBlocks, type Span } from '../../content/markdown.ts';

/** Markdown as paragraphs of a Word document, with real lists and links. @param site makes links of ours whole */
export const toParagraphs = (markdown: string, site: string): Paragraph[] =>
  readBlocks(markdown).map((block) => toParagraph(block, site));

function toParagraph({ list, spans }: Block, site: string): Paragraph {
  const children = spans.map((span) => toRun(span, site));
  if (list === 'bullet') return new Paragraph({ children, bullet: { level: 0 } });
  if (list) {
    const numbering = { reference: NUMBERS, level: 0, instance: list.instance };
    return new Paragraph({ children, numbering });
  }
  return new Paragraph({ children });
}

function toRun({ text, bold, italic, href }: Span, site: string): ParagraphChild {
  const run = {
    text,
    ...(bold ? { bold } : {}),
    ...(italic ? { italics: true } : {}),
  };
  if (!href) return new TextRun(run);
  const link = href.startsWith('/') ? `${site}${href}` : href;
  if (!/^https?:/.test(link)) return new TextRun(run);
  return new ExternalHyperlink({ link, children: [new TextRun({ ...run, style: 'Hyperlink' })] });
}

const NUMBERS = 'numbers';

/** The numbering that numbered lists use: each list starts again at 1. */
export const numbering = {
  config: [
    {
      reference: NUMBERS,
      levels: [
        {
          level: 0,
          format: LevelFormat.DECIMAL,
          text: '%1.',
          style: { paragraph: { indent: { left: 500, hanging: 360 } } },
        },
      ],
    },
  ],
};

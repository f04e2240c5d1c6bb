import type { Block, Paper } from './blocks.ts';
import { drawBand } from './pictures.ts';

/**
 * A paper for a template: drawings made ready to stand in a page, the rest as it is.
 * @param crestAt address of the crest; left out for a document that stands alone, which holds it
 */
export const toPaperView = (paper: Paper, crestAt?: string) => ({
  ...paper,
  crest: paper.crest && (crestAt ?? `data:${paper.crest.type};base64,${paper.crest.data}`),
  band: hidden(drawBand(paper.band).svg),
  parts: paper.blocks.map(toPart),
});

const hidden = (svg: string): string =>
  svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" preserveAspectRatio="none" ');

const inHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Width of the text on paper, in millimetres. */
const FULL = 170;

/** Headings stand below the title of the page, which is the first. */
function toPart(block: Block) {
  if (block.kind === 'figure')
    return {
      ...block,
      narrow: block.millimetres < FULL,
      svg: block.svg.replace(
        '<svg ',
        `<svg role="img" aria-label="${inHtml(block.alt)}" focusable="false" `,
      ),
    };
  if (block.kind === 'table')
    return {
      ...block,
      rows: block.rows.map(({ cells, colour }) => ({
        name: cells[0],
        cells: cells.slice(1).map((text, index) => ({
          text,
          figure: block.figures?.includes(index + 1) ?? false,
        })),
        mark: colour && swatch(colour),
      })),
      heads: block.head.map((text, index) => ({
        text,
        figure: block.figures?.includes(index) ?? false,
      })),
    };
  if (block.kind === 'heading' || block.kind === 'question')
    return { ...block, mark: block.colour && swatch(block.colour) };
  return block;
}

/** A colour as a drawing: the policy of the site allows no inline style. */
const swatch = (colour: string): string =>
  `<svg class="paper__mark" viewBox="0 0 6 20" width="6" height="20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="6" height="20" fill="${colour}"/></svg>`;

/** The ways to take a paper away from its page. @param query the choice that it was made with */
export const filesOf = (at: string, query: string, prints: boolean) => {
  const rest = query ? `?${query}` : '';
  return [
    { href: `${at}.docx${rest}`, text: 'Word document' },
    ...(prints ? [{ href: `${at}.pdf${rest}`, text: 'PDF' }] : []),
  ];
};

import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { Block, Paper } from './blocks.ts';
import { drawBand } from './pictures.ts';
import { INK, numbering, QUIET, styles, TEXT_WIDTH, WASH } from './word-styles.ts';
import { headTable, toTable } from './word-table.ts';

/** Makes a PNG of an SVG. */
export type ToPng = (svg: string) => Promise<Buffer>;

const PAGE = { width: 11906, height: 16838 };
const MARGIN = 1134;
/** Pixels of a length on paper: Word counts 96 to the inch. */
const pixels = (millimetres: number): number => (millimetres / 25.4) * 96;
const CREST = { width: 60, height: 22 };

/**
 * A paper for Word: real headings, numbered paragraphs, tables with head rows, alternative texts, language and title.
 * @returns a `.docx` file
 */
export async function paperInWord(paper: Paper, toPng: ToPng): Promise<Buffer> {
  const band = drawBand(paper.band);
  const bandPng = await toPng(band.svg);
  const children: (Paragraph | ReturnType<typeof toTable>)[] = [...opening(paper)];
  let letters = 0;
  for (const block of paper.blocks) {
    if (block.kind === 'list' && block.letters) letters += 1;
    children.push(...(await toParts(block, paper.numbered, letters, toPng)));
  }
  const watermark = () =>
    paper.draft
      ? [new TextWatermark({ text: 'DRAFT', font: 'Arial', color: 'E3E6E9', opacity: 0.5 })]
      : [];
  const document = new Document({
    title: paper.title,
    subject: paper.council,
    description: `${paper.mark.name}. ${paper.foot}`,
    creator: paper.foot.split(' · ').at(-1)?.replace('Made by ', '') ?? '',
    numbering,
    styles: styles(paper.language),
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: PAGE,
            margin: {
              top: 1247,
              bottom: 1247,
              left: MARGIN,
              right: MARGIN,
              header: 567,
              footer: 454,
            },
          },
        },
        headers: {
          first: new Header({
            children: [
              new Paragraph({
                children: [
                  new ImageRun({
                    type: 'png',
                    data: bandPng,
                    transformation: { width: pixels(170), height: pixels(3.4) },
                    decorative: true,
                  }),
                  ...watermark(),
                ],
              }),
            ],
          }),
          default: new Header({
            children: [
              new Paragraph({
                style: 'Small',
                tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
                children: [new TextRun(`${paper.council}\t${paper.title}`), ...watermark()],
              }),
            ],
          }),
        },
        footers: { first: foot(paper), default: foot(paper) },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

const foot = ({ mark, foot: says }: Paper): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Small',
        border: { top: { style: BorderStyle.SINGLE, size: 6, color: INK, space: 4 } },
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        children: [
          new TextRun({ text: mark.name, bold: true }),
          new TextRun({
            children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
      new Paragraph({ style: 'Small', text: says }),
    ],
  });

/** Whose paper it is, its title, and the table of who it is for. */
function opening({ crest, council, title, head, mark }: Paper) {
  const scale = crest
    ? Math.min(pixels(CREST.width) / crest.width, pixels(CREST.height) / crest.height)
    : 0;
  return [
    ...(crest
      ? [
          new Paragraph({
            spacing: { after: 80 },
            children: [
              new ImageRun({
                type: crest.type === 'image/png' ? 'png' : 'jpg',
                data: Buffer.from(crest.data, 'base64'),
                transformation: { width: crest.width * scale, height: crest.height * scale },
                altText: { name: 'Crest', title: 'Crest', description: `Crest of ${council}` },
              }),
            ],
          }),
        ]
      : []),
    new Paragraph({ style: 'Council', text: council }),
    new Paragraph({ style: 'Title', text: title }),
    headTable([...head, ['Who may have it', `${mark.name}. ${mark.says}`]]),
    new Paragraph({ spacing: { after: 120 }, text: '' }),
  ];
}

async function toParts(block: Block, numbered: boolean, letters: number, toPng: ToPng) {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          style: `Heading${block.level}`,
          ...(block.number ? { numbering: { reference: 'report', level: 0 } } : {}),
          ...(block.colour
            ? {
                border: {
                  left: { style: BorderStyle.SINGLE, size: 48, color: hex(block.colour), space: 6 },
                },
                indent: { left: 140 },
              }
            : {}),
          text: block.text,
        }),
      ];
    case 'text':
      return [
        new Paragraph({
          style: numbered && block.number ? 'Numbered' : 'Normal',
          ...(block.number ? { numbering: { reference: 'report', level: 1 } } : {}),
          children: [
            ...(block.lead ? [new TextRun({ text: `${block.lead} `, bold: true })] : []),
            new TextRun(block.text),
          ],
        }),
      ];
    case 'list':
      return block.items.map(
        (text) =>
          new Paragraph({
            style: 'ListParagraph',
            numbering: block.letters
              ? { reference: 'letters', level: 0, instance: letters }
              : { reference: 'bullets', level: 0 },
            text,
          }),
      );
    case 'prompt':
      return [
        promptLine([new TextRun({ text: `To be written by: ${block.who}`, bold: true })]),
        ...block.asks.map((text, index) =>
          promptLine([new TextRun({ text, italics: true })], index === block.asks.length - 1),
        ),
      ];
    case 'table':
      return [
        ...(block.caption ? [new Paragraph({ style: 'Caption', text: block.caption })] : []),
        toTable(block),
        new Paragraph({ spacing: { after: 100 }, text: '' }),
      ];
    case 'figure': {
      const width = pixels(block.millimetres);
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { before: 120, after: 60 },
          children: [
            new ImageRun({
              type: 'png',
              data: await toPng(block.svg),
              transformation: { width, height: (width * block.height) / block.width },
              altText: { name: block.caption.slice(0, 60), title: '', description: block.alt },
            }),
          ],
        }),
        new Paragraph({ style: 'FigureCaption', text: block.caption }),
      ];
    }
    case 'question':
      return [
        new Paragraph({
          style: 'Question',
          border: {
            left: {
              style: BorderStyle.SINGLE,
              size: 36,
              color: hex(block.colour ?? INK),
              space: 8,
            },
          },
          text: `“${block.asks}”`,
        }),
        ...(
          [
            ['Why now', block.about],
            ['Listen for', block.good],
            ['Warning sign', block.warning],
          ] as const
        )
          .filter(([, text]) => text !== '')
          .map(
            ([label, text], index, all) =>
              new Paragraph({
                style: 'Answer',
                keepNext: index < all.length - 1,
                children: [
                  new TextRun({ text: `${label}: `, bold: true, color: QUIET }),
                  new TextRun(text),
                ],
              }),
          ),
      ];
    case 'page':
      return [new Paragraph({ pageBreakBefore: true, text: '' })];
  }
}

const promptLine = (children: TextRun[], last = false): Paragraph =>
  new Paragraph({
    style: 'Prompt',
    keepNext: !last,
    shading: { fill: WASH },
    border: { left: { style: BorderStyle.SINGLE, size: 24, color: QUIET, space: 8 } },
    children,
  });

const hex = (colour: string): string => colour.replace('#', '').toUpperCase();

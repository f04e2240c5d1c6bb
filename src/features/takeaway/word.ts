import {
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { addresses } from '../../content/addresses.ts';
import type { Almanac, Outcome, Role } from '../../content/almanac.ts';
import { withArticle } from '../../lib/article.ts';
import { numbering, toParagraphs } from './word-text.ts';

type Part = Paragraph | Table;
const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
  new Paragraph({ text, heading: level });
const h1 = (text: string) => heading(text, HeadingLevel.HEADING_1);
const h2 = (text: string) => heading(text, HeadingLevel.HEADING_2);
const h3 = (text: string) => heading(text, HeadingLevel.HEADING_3);
const line = (text: string) => new Paragraph({ text });
const labelled = (label: string, text: string) =>
  new Paragraph({ children: [new TextRun({ text: `${label}: `, bold: true }), new TextRun(text)] });

/** One outcome as a Word document, with heading styles, tables with header rows, and language set. */
export function outcomeInWord(almanac: Almanac, outcome: Outcome, site: string): Promise<Buffer> {
  return pack(almanac, outcome.name, outcome.summary, [
    new Paragraph({ text: outcome.name, heading: HeadingLevel.TITLE }),
    line(outcome.summary),
    ...outcomeParts(almanac, outcome, site, almanac.roles),
  ]);
}

/** The path of one reader role through all outcomes: what each means, its targets, and that reader's questions. */
export function roleInWord(almanac: Almanac, role: Role, site: string): Promise<Buffer> {
  return pack(almanac, `${almanac.about.title}: ${role.name}`, role.summary, [
    new Paragraph({ text: `${almanac.about.title}: ${role.name}`, heading: HeadingLevel.TITLE }),
    line(role.summary),
    h1('Where to start'),
    ...role.start.map((text) => new Paragraph({ text, bullet: { level: 0 } })),
    ...almanac.outcomes.flatMap((outcome) => [
      new Paragraph({ text: outcome.name, heading: HeadingLevel.HEADING_1, pageBreakBefore: true }),
      line(outcome.summary),
      labelled('What we mean', outcome.definition.trim()),
      h2('Targets'),
      targetTable(outcome),
      ...questionParts(outcome, [role]),
      h2('Steps'),
      ...outcome.steps.map(
        ({ title, time }) =>
          new Paragraph({ text: `${title} (${time.toLowerCase()})`, bullet: { level: 0 } }),
      ),
      ...(site ? [labelled('On the web', `${site}/for/${role.id}/${outcome.slug}`)] : []),
    ]),
  ]);
}

function outcomeParts(
  almanac: Almanac,
  outcome: Outcome,
  site: string,
  roles: readonly Role[],
): Part[] {
  const { costs } = almanac.about;
  return [
    h1('What we mean'),
    line(outcome.definition.trim()),
    h1('Why it matters'),
    ...outcome.figures.map(({ figure, says, who }) => labelled(figure, `${says} (${who})`)),
    ...toParagraphs(outcome.text.why, site),
    h1('What good looks like'),
    ...outcome.targets.flatMap((target) => [
      h2(target.statement),
      table(
        ['Level', 'What you would see'],
        target.levels.map(({ level, description }) => [level.name, description]),
      ),
      labelled('How it is measured', target.measure),
    ]),
    h1('Simple steps'),
    ...outcome.steps.flatMap((step) => [
      h2(`${step.number}. ${step.title}`),
      line(step.summary),
      labelled('Who', step.who),
      labelled('Time', step.time),
      labelled('Cost', costs.find(({ id }) => id === step.cost)?.name ?? step.cost),
      ...toParagraphs(step.body.replaceAll(/^## .*$/gm, ''), site),
      labelled('Done when', step.done),
    ]),
    ...questionParts(outcome, roles),
    ...(outcome.examples.length > 0 ? [h1('What councils did')] : []),
    ...outcome.examples.map((example) =>
      labelled(example.title, `${example.summary} ${site}${addresses.example(example)}`),
    ),
    h1('What goes wrong'),
    ...toParagraphs(outcome.text.wrong, site),
    h1('Recommended reading'),
    ...outcome.readings.map(({ title, publisher, use, url }) =>
      labelled(`${title}, ${publisher}`, [use, url].filter(Boolean).join(' ')),
    ),
  ];
}

function questionParts(outcome: Outcome, roles: readonly Role[]): Part[] {
  return [
    h1('Questions to ask'),
    ...roles.flatMap((role) => {
      const asked = outcome.questions.filter((question) => question.role === role);
      if (asked.length === 0) return [];
      return [
        ...(roles.length > 1 ? [h2(`For ${withArticle(role.name)} to ask`)] : []),
        ...asked.flatMap(({ question, good, warning }) => [
          h3(`“${question}”`),
          labelled('Listen for', good),
          labelled('Warning sign', warning),
        ]),
      ];
    }),
  ];
}

const targetTable = ({ targets }: Outcome) =>
  table(
    ['Target', 'What the council can say'],
    targets.map(({ name, statement }) => [name, statement]),
  );

function table(head: string[], rows: string[][]): Table {
  const row = (cells: string[], header: boolean) =>
    new TableRow({
      ...(header ? { tableHeader: true } : {}),
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: index === 0 ? 22 : 78, type: WidthType.PERCENTAGE },
            margins: { top: 60, bottom: 60, left: 100, right: 100 },
            children: [
              new Paragraph({ children: [new TextRun({ text, bold: header || index === 0 })] }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}

function pack(
  { about }: Almanac,
  title: string,
  description: string,
  children: Part[],
): Promise<Buffer> {
  const small = (text: string) => new Paragraph({ children: [new TextRun({ text, size: 16 })] });
  const document = new Document({
    title,
    description,
    creator: about.title,
    numbering,
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 22, language: { value: about.language } },
          paragraph: { spacing: { after: 120, line: 276 } },
        },
      },
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [
                  new TextRun({
                    children: [
                      `${about.title} ${about.edition}. Page `,
                      PageNumber.CURRENT,
                      ' of ',
                      PageNumber.TOTAL_PAGES,
                    ],
                    size: 16,
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          ...children,
          small(`${about.credit.framework} ${about.credit.own}`),
          small(`${about.credit.content_licence}, ${about.credit.licence_url}`),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

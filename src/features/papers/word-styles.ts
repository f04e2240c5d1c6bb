import {
  AlignmentType,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from 'docx';

/** The look of papers in Word: one typeface that every machine has, flat, with room to breathe. Lengths in twips. */

export const INK = '11161C';
export const QUIET = '46505A';
export const RULE = 'AAB3BB';
export const WASH = 'F1F3F5';
/** Between the margins of an A4 page. */
export const TEXT_WIDTH = 9638;
const HANG = 709;

export const styles = (language: string): IStylesOptions => {
  const heading = (size: number, before: number, after: number) => ({
    run: { font: 'Arial', size, bold: true, color: INK },
    paragraph: {
      keepNext: true,
      spacing: { before, after, line: 252, lineRule: LineRuleType.AUTO },
    },
  });
  return {
    default: {
      document: {
        run: { font: 'Arial', size: 22, color: INK, language: { value: language } },
        paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { font: 'Arial', size: 46, bold: true, color: INK },
        paragraph: { spacing: { before: 60, after: 200, line: 240, lineRule: LineRuleType.AUTO } },
      },
      heading1: heading(30, 340, 120),
      heading2: heading(24, 260, 100),
      heading3: heading(22, 180, 80),
    },
    paragraphStyles: [
      {
        id: 'Council',
        name: 'Council',
        basedOn: 'Normal',
        run: { size: 26, bold: true, color: QUIET },
        paragraph: { spacing: { after: 40 } },
      },
      { id: 'Numbered', name: 'Numbered paragraph', basedOn: 'Normal', quickFormat: true },
      {
        id: 'Caption',
        name: 'caption',
        basedOn: 'Normal',
        next: 'Normal',
        run: { size: 19, bold: true, color: INK },
        paragraph: { keepNext: true, spacing: { before: 180, after: 80 } },
      },
      {
        id: 'FigureCaption',
        name: 'Figure caption',
        basedOn: 'Normal',
        run: { size: 18, color: QUIET },
        paragraph: { spacing: { after: 240 } },
      },
      {
        id: 'Cell',
        name: 'Table text',
        basedOn: 'Normal',
        run: { size: 19 },
        paragraph: { spacing: { after: 0, line: 250, lineRule: LineRuleType.AUTO } },
      },
      {
        id: 'Prompt',
        name: 'To be written',
        basedOn: 'Normal',
        run: { size: 21, color: QUIET },
        paragraph: {
          indent: { left: HANG },
          spacing: { after: 0, line: 288, lineRule: LineRuleType.AUTO },
        },
      },
      {
        id: 'Question',
        name: 'Question',
        basedOn: 'Normal',
        run: { size: 22, bold: true },
        paragraph: {
          keepNext: true,
          indent: { left: 200 },
          spacing: { before: 190, after: 40, line: 252, lineRule: LineRuleType.AUTO },
        },
      },
      {
        id: 'Answer',
        name: 'Answer',
        basedOn: 'Normal',
        run: { size: 20 },
        paragraph: {
          keepLines: true,
          indent: { left: 200 },
          spacing: { after: 20, line: 245, lineRule: LineRuleType.AUTO },
        },
      },
      {
        id: 'Small',
        name: 'Small',
        basedOn: 'Normal',
        run: { size: 16, color: QUIET },
        paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      },
    ],
  };
};

/** Numbers of headings and paragraphs, letters of recommendations, bullets. */
export const numbering: INumberingOptions = {
  config: [
    {
      reference: 'report',
      levels: [
        {
          level: 0,
          format: LevelFormat.DECIMAL,
          text: '%1',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: HANG, hanging: HANG } } },
        },
        {
          level: 1,
          format: LevelFormat.DECIMAL,
          text: '%1.%2',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: HANG, hanging: HANG } } },
        },
      ],
    },
    {
      reference: 'letters',
      levels: [
        {
          level: 0,
          format: LevelFormat.LOWER_LETTER,
          text: '(%1)',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: HANG + 480, hanging: 480 } } },
        },
      ],
    },
    {
      reference: 'bullets',
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '•',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: HANG + 300, hanging: 300 } } },
        },
      ],
    },
  ],
};

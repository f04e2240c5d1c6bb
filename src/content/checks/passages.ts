import type { ContentFiles, OutcomeFiles } from '../files.ts';
import { readPassages } from '../markdown.ts';
import type { Source } from '../read.ts';
import { OUTCOME_HEADINGS, splitSections } from '../sections.ts';
import { lineOf } from './texts.ts';

/** A piece of running text, with the place that it comes from and the reader it is held to. */
export interface Prose {
  source: Source;
  line: number;
  text: string;
  /** Passages of one page are measured for reading age together. */
  page: string;
  audience: 'councillor' | 'other';
}

const COUNCILLOR_PARTS = new Set(['why', 'councillors']);

/** All running text of the guide. What a councillor reads is marked so: it has the lower reading age. */
export function collectProse(files: ContentFiles): Prose[] {
  return [
    ...files.outcomes.flatMap((file) => [
      ...outcomeProse(file),
      ...targetProse(file),
      ...stepProse(file),
      ...questionProse(file),
      ...fieldsOf(
        file.readings,
        (reading) => [['use', reading.use]],
        'readings',
        () => 'other',
      ),
    ]),
    ...files.examples.flatMap(exampleProse),
    ...files.frameworks.flatMap(frameworkProse),
    ...files.months.flatMap(monthProse),
    ...sharingProse(files.sharing),
    ...files.workshops.flatMap(workshopProse),
    ...files.pages.flatMap(({ source, value }) => [
      {
        source,
        line: source.lineOf(['summary']),
        text: value.summary,
        page: source.file,
        audience: 'other' as const,
      },
      ...bodyProse(source, source.body, source.file, 'other'),
    ]),
    ...(files.glossary
      ? fieldsOf(
          files.glossary,
          (term) => [
            ['plain', term.plain],
            ['why', term.why],
          ],
          'glossary',
          () => 'other',
        )
      : []),
  ];
}

type Field = [key: string, text: string];

function fieldsOf<T>(
  list: { value: T[]; source: Source },
  pick: (item: T) => Field[],
  page: string,
  audience: (key: string, item: T) => Prose['audience'],
): Prose[] {
  return list.value.flatMap((item, index) =>
    pick(item).map(([key, text]) => ({
      source: list.source,
      line: list.source.lineOf([index, ...key.split('.')]),
      text,
      page: `${list.source.file} ${page} for ${audience(key, item)}`,
      audience: audience(key, item),
    })),
  );
}

function outcomeProse({ outcome }: OutcomeFiles): Prose[] {
  const { source, value } = outcome;
  const shown = (keys: PropertyKey[], text: string): Prose => ({
    source,
    line: source.lineOf(keys),
    text,
    page: `${source.file} for councillor`,
    audience: 'councillor',
  });
  const sections = splitSections(source.body);
  return [
    shown(['summary'], value.summary),
    shown(['definition'], value.definition),
    ...Object.entries(value.quick).map(([id, text]) => ({
      ...shown(['quick', id], text),
      page: `${source.file} quick look for councillor`,
    })),
    ...value.figures.map((each, i) =>
      shown(['figures', i, 'says'], `${each.figure} ${each.says}.`),
    ),
    ...value.ties.map((tie, i) => ({
      ...shown(['ties', i, 'why'], tie.why),
      page: `${source.file} for other`,
      audience: 'other' as const,
    })),
    ...OUTCOME_HEADINGS.flatMap(([key, heading]) => {
      const audience = COUNCILLOR_PARTS.has(key) ? 'councillor' : 'other';
      return bodyProse(
        source,
        sections.get(heading) ?? '',
        `${source.file} for ${audience}`,
        audience,
      );
    }),
  ];
}

const targetProse = ({ targets }: OutcomeFiles): Prose[] =>
  fieldsOf(
    targets,
    (target) => [
      ['statement', target.statement],
      ['why', target.why],
      ['measure', target.measure],
      ...target.evidence.map((text, i): Field => [`evidence.${i}`, text]),
      ...Object.entries(target.levels).map(([id, text]): Field => [`levels.${id}`, text]),
      ...(target.applies.note ? [['applies.note', target.applies.note] as Field] : []),
    ],
    'targets',
    (key) => (key === 'statement' || key === 'why' ? 'councillor' : 'other'),
  );

const stepProse = ({ steps }: OutcomeFiles): Prose[] =>
  steps.flatMap(({ source, value }) => [
    ...(['title', 'summary'] as const).map((key) => ({
      source,
      line: source.lineOf([key]),
      text: value[key],
      page: source.file,
      audience: 'other' as const,
    })),
    {
      source,
      line: source.lineOf(['done']),
      text: `You know it is done when ${value.done}`,
      page: source.file,
      audience: 'other' as const,
    },
    ...bodyProse(source, source.body, source.file, 'other'),
  ]);

/** An example is for anyone, councillors first. */
function exampleProse({ source, value }: ContentFiles['examples'][number]): Prose[] {
  const of = (keys: PropertyKey[], text: string): Prose => ({
    source,
    line: source.lineOf(keys),
    text,
    page: source.file,
    audience: 'other',
  });
  return [
    of(['title'], value.title),
    of(['summary'], value.summary),
    ...(value.cost.says ? [of(['cost', 'says'], value.cost.says)] : []),
    ...value.results.map(({ says }, i) => of(['results', i, 'says'], says)),
    ...bodyProse(source, source.body, source.file, 'other'),
  ];
}

const frameworkProse = ({ source, value }: ContentFiles['frameworks'][number]): Prose[] =>
  value.items.flatMap(({ meets }, i) =>
    meets.map(({ why }, j) => ({
      source,
      line: source.lineOf(['items', i, 'meets', j, 'why']),
      text: why,
      page: source.file,
      audience: 'other' as const,
    })),
  );

function monthProse({ source, value }: ContentFiles['months'][number]): Prose[] {
  const of = (keys: PropertyKey[], text: string): Prose => ({
    source,
    line: source.lineOf(keys),
    text,
    page: source.file,
    audience: 'other',
  });
  return [
    of(['why'], value.why),
    ...value.entries.flatMap(({ title, what }, i) => [
      of(['entries', i, 'title'], title),
      of(['entries', i, 'what'], what),
    ]),
    ...bodyProse(source, source.body, source.file, 'other'),
  ];
}

function sharingProse(file: ContentFiles['sharing']): Prose[] {
  if (!file) return [];
  const { source, value } = file;
  const of = (keys: PropertyKey[], text: string): Prose => ({
    source,
    line: source.lineOf(keys),
    text,
    page: source.file,
    audience: 'other',
  });
  return [
    ...value.criteria.map(({ asks }, i) => of(['criteria', i, 'asks'], asks)),
    ...Object.entries(value.parts).flatMap(([id, { lead, good, shown }]) => [
      of(['parts', id, 'lead'], lead),
      ...good.map((text, i) => of(['parts', id, 'good', i], text)),
      ...(shown ? [of(['parts', id, 'shown'], shown)] : []),
    ]),
  ];
}

/** Spoken aloud by a councillor or an officer: held to what a councillor reads. */
function workshopProse({ source, value }: ContentFiles['workshops'][number]): Prose[] {
  const of = (keys: PropertyKey[], text: string): Prose => ({
    source,
    line: source.lineOf(keys),
    text,
    page: source.file,
    audience: 'councillor',
  });
  const list = (key: 'bring' | 'before' | 'after') =>
    value[key].map((text, i) => of([key, i], text));
  return [
    of(['summary'], value.summary),
    of(['who'], value.who),
    ...list('bring'),
    ...list('before'),
    ...value.parts.flatMap(({ aim, say, do: does }, i) => [
      of(['parts', i, 'aim'], aim),
      ...say.map((text, j) => of(['parts', i, 'say', j], text)),
      ...does.map((text, j) => of(['parts', i, 'do', j], text)),
    ]),
    ...value.when.flatMap((each, i) => [
      of(['when', i, 'happens'], `${each.happens}.`),
      of(['when', i, 'do'], each.do),
    ]),
    ...list('after'),
  ];
}

const questionProse = ({ questions }: OutcomeFiles): Prose[] =>
  fieldsOf(
    questions,
    (question) => [
      ['question', question.question],
      ['good', question.good],
      ['warning', question.warning],
    ],
    'questions',
    (_key, question) => (question.role === 'councillor' ? 'councillor' : 'other'),
  );

function bodyProse(
  source: Source,
  part: string,
  page: string,
  audience: Prose['audience'],
): Prose[] {
  const start = lineOf(source, part);
  return readPassages(part).map(({ text, line }) => ({
    source,
    line: start + line,
    text,
    page,
    audience,
  }));
}

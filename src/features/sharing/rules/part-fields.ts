import {
  chosenOutcomes,
  type Field,
  fieldOfTarget,
  type Known,
  type PartId,
  type Parts,
  RESULTS,
  REUSE_KINDS,
  REUSES,
  SOURCES,
  textOf,
} from './fields.ts';

/** What each part of a write-up asks. Its guidance stands in `content/sharing.yaml`. */

const story = (label: string, most: number, hint?: string): Field[] => [
  { name: 'text', kind: 'prose', label, most, rows: 12, ...(hint ? { hint } : {}) },
];

const FIELDS: Record<PartId, (known: Known, parts: Parts) => Field[]> = {
  headline: () => [
    {
      name: 'title',
      kind: 'line',
      label: 'What was done',
      hint: 'At most 80 characters.',
      most: 80,
    },
    { name: 'summary', kind: 'prose', label: 'In one or two sentences', most: 240, rows: 3 },
    { name: 'from', kind: 'year', label: 'Year it began' },
    {
      name: 'to',
      kind: 'year',
      label: 'Year of the latest thing told',
      hint: 'Leave it empty if it is the same.',
    },
  ],
  problem: () => story('The problem', 3000),
  did: () => story('What you did', 6000),
  partners: () => [
    {
      name: 'councils',
      kind: 'prose',
      label: 'Other councils that took part',
      hint: 'One a line, such as Leeds.',
      most: 1000,
      rows: 3,
    },
    {
      name: 'partners',
      kind: 'prose',
      label: 'Other bodies',
      hint: 'One a line, with what they brought if it helps.',
      most: 1000,
      rows: 4,
    },
  ],
  cost: ({ about }) => [
    {
      name: 'budget',
      kind: 'radios',
      label: 'Money in all',
      options: about.budgets.map(({ id, name }) => ({
        value: id,
        text: id === 'not-seen' ? 'We do not know' : name,
      })),
    },
    {
      name: 'money',
      kind: 'line',
      label: 'Money, in words',
      hint: 'With its year, and whether once or each year.',
      most: 300,
    },
    {
      name: 'people',
      kind: 'line',
      label: 'People',
      hint: 'Who, by role, and how much of their time.',
      most: 300,
    },
    {
      name: 'time',
      kind: 'line',
      label: 'Time',
      hint: 'From the decision until somebody used it.',
      most: 300,
    },
  ],
  sources: () =>
    SOURCES.flatMap((number): Field[] => {
      const group = `Source ${number}`;
      return [
        { name: `title${number}`, kind: 'line', label: 'What it is called', most: 160, group },
        { name: `publisher${number}`, kind: 'line', label: 'Whose it is', most: 120, group },
        {
          name: `link${number}`,
          kind: 'link',
          label: 'Web address',
          hint: 'Leave it empty if there is none.',
          group,
        },
        {
          name: `date${number}`,
          kind: 'date',
          label: 'Date',
          hint: 'Such as 2026-03, or 2026.',
          group,
        },
      ];
    }),
  changed: ({ about }, parts) =>
    RESULTS.flatMap((number): Field[] => {
      const group = `Result ${number}`;
      return [
        {
          name: `says${number}`,
          kind: 'prose',
          label: 'What changed',
          hint: 'With its figure and dates.',
          most: 400,
          rows: 3,
          group,
        },
        {
          name: `claim${number}`,
          kind: 'select',
          label: 'Kind of claim',
          group,
          options: about.claims.map(({ id, name, meaning }) => ({
            value: id,
            text: `${name}: ${meaning}`,
          })),
        },
        {
          name: `how${number}`,
          kind: 'prose',
          label: 'How it was measured, and by whom',
          most: 400,
          rows: 2,
          group,
        },
        {
          name: `source${number}`,
          kind: 'select',
          label: 'Which source shows it',
          group,
          options: [
            { value: '', text: 'Our own account' },
            ...SOURCES.filter((each) => textOf(parts.sources, `title${each}`)).map((each) => ({
              value: String(each),
              text: textOf(parts.sources, `title${each}`),
            })),
          ],
        },
      ];
    }),
  wrong: () => story('What went wrong', 3000, 'If nothing did, say how you know.'),
  lessons: () => story('What you would tell others', 3000),
  reuse: () => [
    {
      name: 'reuse',
      kind: 'radios',
      label: 'Can others reuse it?',
      options: Object.entries(REUSES).map(([value, text]) => ({ value, text })),
    },
    {
      name: 'kinds',
      kind: 'checks',
      label: 'What',
      options: Object.entries(REUSE_KINDS).map(([value, text]) => ({ value, text })),
    },
    { name: 'says', kind: 'prose', label: 'On what terms', most: 500, rows: 3 },
    { name: 'link', kind: 'link', label: 'Where it is', hint: 'A web address, if there is one.' },
  ],
  outcomes: ({ outcomes }) => [
    {
      name: 'main',
      kind: 'radios',
      label: 'The one it tells most about',
      options: outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
    },
    {
      name: 'also',
      kind: 'checks',
      label: 'Others that it bears on',
      options: outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
    },
  ],
  targets: ({ outcomes, levels }, parts) =>
    chosenOutcomes(parts, outcomes).flatMap((outcome): Field[] =>
      outcome.targets.flatMap((target): Field[] => {
        const id = `${outcome.slug}/${target.id}`;
        const group = `${outcome.name}: ${target.statement}`;
        const options = [
          { value: '', text: 'Not said' },
          ...levels.map((level) => ({ value: level.id, text: level.name })),
        ];
        return [
          {
            name: 'targets',
            kind: 'checks',
            label: '',
            group,
            options: [{ value: id, text: 'Our example illustrates this target' }],
          },
          {
            name: fieldOfTarget('before', id),
            kind: 'select',
            label: 'Where you stood before',
            group,
            options,
          },
          {
            name: fieldOfTarget('after', id),
            kind: 'select',
            label: 'Where you stand now',
            group,
            options,
          },
        ];
      }),
    ),
  steps: ({ outcomes }, parts) =>
    chosenOutcomes(parts, outcomes).map(
      (outcome): Field => ({
        name: 'steps',
        kind: 'checks',
        label: outcome.name,
        options: outcome.steps.map(({ id, title }) => ({
          value: `${outcome.slug}/${id}`,
          text: title,
        })),
      }),
    ),
  contact: () => [
    {
      name: 'role',
      kind: 'line',
      label: 'Role',
      hint: 'Such as Head of digital services. No name, no address of a person.',
      most: 120,
    },
    { name: 'link', kind: 'link', label: 'Page of your site where they can be asked' },
  ],
  pictures: () => [],
};

/** What a part asks. @param parts what stands in the others: some choices hang on them */
export const fieldsOf = (part: PartId, known: Known, parts: Parts): Field[] =>
  FIELDS[part](known, parts);

import { addresses } from '../../content/addresses.ts';
import type { Almanac } from '../../content/almanac.ts';
import { readPassages } from '../../content/markdown.ts';

type Cell = string | number | boolean | null;
export type Row = Record<string, Cell | readonly Cell[]>;

/** A column: its name in the files, the type of its values and what it means. Several values: `list`. */
export interface Column {
  name: string;
  type: 'text' | 'number';
  list?: boolean;
  optional?: boolean;
  says: string;
}

/** A table of the open data. Its `id` column, or the first, never changes its meaning and is never used again. */
export interface Table {
  id: string;
  title: string;
  says: string;
  columns: readonly Column[];
  rows: readonly Row[];
}

const text = (name: string, says: string): Column => ({ name, type: 'text', says });
const list = (name: string, says: string): Column => ({ name, type: 'text', list: true, says });
const optional = (column: Column): Column => ({ ...column, optional: true });
const number = (name: string, says: string): Column => ({ name, type: 'number', says });
const plain = (markdown: string) =>
  readPassages(markdown)
    .map((passage) => passage.text)
    .join(' ');
const all = (value: 'all' | readonly string[], every: readonly string[]) =>
  value === 'all' ? every : value;

const PAGE = text('page', 'Address of its page on this site, without the host');
const REVIEW = text('review', 'Date by which it is to be looked at again');
const OUTCOME = text('outcome', 'Id of its outcome');

/** The almanac as tables, in the order of the data page. */
export function listTables({
  outcomes,
  examples,
  terms,
  frameworks,
  councils,
  about,
}: Almanac): Table[] {
  return [
    {
      id: 'outcomes',
      title: 'Outcomes',
      says: 'The framework: what each outcome means.',
      columns: [
        text('id', 'Id of the outcome'),
        number('number', 'Place in the order of outcomes, from 1'),
        text('name', 'Its name'),
        text('summary', 'One sentence'),
        text('definition', 'What we mean by it'),
        PAGE,
        REVIEW,
      ],
      rows: outcomes.map((outcome) => ({
        id: outcome.slug,
        number: outcome.number,
        name: outcome.name,
        summary: outcome.summary,
        definition: outcome.definition.trim(),
        page: addresses.outcome(outcome),
        review: outcome.review,
      })),
    },
    {
      id: 'targets',
      title: 'Targets',
      says: "What a council can hold itself against, with four observable levels. This project's own wording.",
      columns: [
        text('id', 'Id of the target, unique within its outcome'),
        OUTCOME,
        text('name', 'Two to four words'),
        text('statement', 'What the council can say of itself'),
        text('why', 'Why it matters'),
        text('measure', 'What is counted, from where, how often'),
        ...about.levels.map((level) =>
          text(level.id, `What a council at the level “${level.name}” looks like`),
        ),
        list('nations', 'Where it applies'),
        PAGE,
        REVIEW,
      ],
      rows: outcomes.flatMap(({ slug, targets }) =>
        targets.map((target) => ({
          id: target.id,
          outcome: slug,
          name: target.name,
          statement: target.statement,
          why: target.why,
          measure: target.measure,
          ...Object.fromEntries(
            target.levels.map(({ level, description }) => [level.id, description]),
          ),
          nations: all(target.applies.nations, about.nations),
          page: addresses.target(target),
          review: target.review,
        })),
      ),
    },
    {
      id: 'steps',
      title: 'Steps',
      says: 'What a council can do, in order, and the targets it moves.',
      columns: [
        text('id', 'Id of the step, unique within its outcome'),
        OUTCOME,
        number('number', 'Place in the order of steps, from 1'),
        text('title', 'What to do'),
        text('summary', 'What there is at the end'),
        text('who', 'Who does it'),
        text('effort', "Effort: this project's rough judgement"),
        text('time', 'How long from start to done'),
        text('cost', "Cost band: this project's rough judgement"),
        list('targets', 'Ids of the targets it moves'),
        PAGE,
        REVIEW,
      ],
      rows: outcomes.flatMap(({ slug, steps }) =>
        steps.map((step) => ({
          id: step.id,
          outcome: slug,
          number: step.number,
          title: step.title,
          summary: step.summary,
          who: step.who,
          effort: step.effort,
          time: step.time,
          cost: step.cost,
          targets: step.moves.map(({ target }) => target.id),
          page: addresses.step(step),
          review: step.review,
        })),
      ),
    },
    {
      id: 'questions',
      title: 'Questions',
      says: 'What to ask, what a good answer sounds like, and a warning sign.',
      columns: [
        text('id', 'Id of the question, unique within its outcome'),
        OUTCOME,
        text('role', 'Who asks it'),
        text('question', 'The question'),
        text('good', 'What a good answer sounds like'),
        text('warning', 'A warning sign'),
        text('target', 'Id of the target that it opens up'),
        PAGE,
      ],
      rows: outcomes.flatMap(({ slug, questions }) =>
        questions.map((question) => ({
          id: question.id,
          outcome: slug,
          role: question.role.id,
          question: question.question,
          good: plain(question.good),
          warning: plain(question.warning),
          target: question.target.id,
          page: addresses.question(question),
        })),
      ),
    },
    {
      id: 'examples',
      title: 'Examples',
      says: 'What councils did.',
      columns: [
        text('id', 'Id of the example'),
        text('title', 'What was done'),
        text('summary', 'One sentence'),
        list('outcomes', 'Ids of the outcomes it bears on, the main one first'),
        list('targets', 'Targets it illustrates, as outcome/target'),
        list('councils', 'Ids of councils in the register, the one that led first'),
        list('elsewhere', 'Bodies outside the register'),
        optional(number('from', 'Year it began')),
        optional(number('to', 'Year of the latest thing told')),
        text('budget', 'Cost band'),
        text('looked', 'When somebody last looked for news of it'),
        PAGE,
        REVIEW,
      ],
      rows: examples.map((example) => ({
        id: example.slug,
        title: example.title,
        summary: example.summary,
        outcomes: example.outcomes.map(({ slug }) => slug),
        targets: example.targets.map(({ outcome, id }) => `${outcome.slug}/${id}`),
        councils: example.councils.map(({ slug }) => slug),
        elsewhere: example.elsewhere.map(({ name, country }) => `${name}, ${country}`),
        from: example.years.from ?? null,
        to: example.years.to ?? null,
        budget: example.cost.budget,
        looked: example.looked,
        page: addresses.example(example),
        review: example.review,
      })),
    },
    {
      id: 'results',
      title: 'Results of examples',
      says: 'Each result of an example, with the kind of claim and who makes it.',
      columns: [
        text('example', 'Id of the example'),
        text('claim', about.claims.map(({ name, meaning }) => `${name}: ${meaning}`).join(' ')),
        text('who', 'Who makes the claim'),
        text('says', 'The result'),
        text('source', 'Title of the source'),
        text('publisher', 'Who published the source'),
        optional(text('url', 'Address of the source')),
      ],
      rows: examples.flatMap(({ slug, results, sources }) =>
        results.map(({ claim, who, says, source }) => {
          const from = sources[source - 1];
          return {
            example: slug,
            claim,
            who,
            says,
            source: from?.title ?? '',
            publisher: from?.publisher ?? '',
            url: from?.url ?? null,
          };
        }),
      ),
    },
    {
      id: 'readings',
      title: 'Readings',
      says: 'Recommended reading, with what to use it for.',
      columns: [
        text('id', 'Id of the reading'),
        OUTCOME,
        text('title', 'Title'),
        text('publisher', 'Publisher'),
        optional(text('url', 'Address')),
        text('kind', 'Kind'),
        optional(text('year', 'Year')),
        list('nations', 'Where it holds'),
        list('roles', 'Readers it is for'),
        number('minutes', 'Minutes to read: our estimate'),
        text('use', 'What to use it for'),
        REVIEW,
      ],
      rows: outcomes.flatMap(({ slug, readings }) =>
        readings.map((reading) => ({
          id: reading.id,
          outcome: slug,
          title: reading.title,
          publisher: reading.publisher,
          url: reading.url ?? null,
          kind: reading.kind,
          year: reading.year ?? null,
          nations: all(reading.nations, about.nations),
          roles: reading.roles.map(({ id }) => id),
          minutes: reading.minutes,
          use: reading.use,
          review: reading.review,
        })),
      ),
    },
    {
      id: 'terms',
      title: 'Common language',
      says: 'Words in plain English.',
      columns: [
        text('term', 'The term'),
        list('also', 'Its other names'),
        text('plain', 'What it is'),
        text('why', 'Why it matters to a councillor'),
        list('outcomes', 'Ids of outcomes it belongs to'),
        PAGE,
        REVIEW,
      ],
      rows: terms.map((term) => ({
        term: term.term,
        also: term.also,
        plain: term.plain,
        why: term.why,
        outcomes: term.outcomes,
        page: addresses.term(term),
        review: term.review,
      })),
    },
    {
      id: 'crosswalk',
      title: 'Other frameworks',
      says: "How items of other frameworks meet the outcomes. This project's judgement.",
      columns: [
        text('framework', 'Id of the framework'),
        text('name', 'Name of the framework'),
        text('owner', 'Whose it is'),
        text('item', 'Id of the item within the framework'),
        text('item_name', 'Short name of the item, in our words'),
        OUTCOME,
        text('strength', 'strong, partial or weak'),
        text('why', 'In one sentence'),
      ],
      rows: frameworks.flatMap((framework) =>
        framework.items.flatMap((item) =>
          item.meets.map(({ outcome, strength, why }) => ({
            framework: framework.slug,
            name: framework.name,
            owner: framework.owner,
            item: item.id,
            item_name: item.name,
            outcome: outcome.slug,
            strength,
            why,
          })),
        ),
      ),
    },
    {
      id: 'councils',
      title: 'Councils',
      says: about.credit.register,
      columns: [
        text('id', 'Id of the council'),
        optional(text('code', 'Code of the Office for National Statistics')),
        text('name', 'Full name'),
        text('type', 'Kind of council'),
        text('nation', 'Nation'),
        list('regions', 'Region, or regions of a combined authority'),
        optional(number('population', 'Residents, mid-year estimate')),
        number('population_year', 'Year of the estimate'),
        optional(text('rurality', 'How urban or rural')),
        optional(text('start', 'Day it takes up its work, where it is new')),
        optional(text('end', 'Day it ends, where it does')),
        list('successors', 'Ids of the councils that follow it'),
        PAGE,
      ],
      rows: councils.map((council) => ({
        id: council.slug,
        code: council.code ?? null,
        name: council.name,
        type: council.type,
        nation: council.nation,
        regions: council.regions,
        population: council.population ?? null,
        population_year: council.populationYear,
        rurality: council.rurality ?? null,
        start: council.start ?? null,
        end: council.end ?? null,
        successors: council.successors.map(({ slug }) => slug),
        page: addresses.council(council),
      })),
    },
  ].filter(({ rows }) => rows.length > 0) as Table[];
}

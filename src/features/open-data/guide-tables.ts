import { addresses } from '../../content/addresses.ts';
import type { Almanac } from '../../content/almanac.ts';
import { all, list, number, OUTCOME, PAGE, plain, REVIEW, type Table, text } from './columns.ts';

/** The framework: outcomes, targets, steps, questions. */
export function guideTables({ outcomes, about }: Almanac): Table[] {
  return [
    {
      id: 'outcomes',
      title: 'Outcomes',
      says: 'The framework: what each outcome means, and a council at each of four levels in a sentence or two.',
      columns: [
        text('id', 'Id of the outcome'),
        number('number', 'Place in the order of outcomes, from 1'),
        text('name', 'Its name'),
        text('summary', 'One sentence'),
        text('definition', 'What we mean by it'),
        ...about.levels.map((level) =>
          text(level.id, `A council at the level “${level.name}” on the whole, for the quick look`),
        ),
        PAGE,
        REVIEW,
      ],
      rows: outcomes.map((outcome) => ({
        id: outcome.slug,
        number: outcome.number,
        name: outcome.name,
        summary: outcome.summary,
        definition: outcome.definition.trim(),
        ...Object.fromEntries(
          outcome.quick.map(({ level, description }) => [level.id, description]),
        ),
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
  ];
}

import type {
  Level,
  LevelDescription,
  Outcome,
  Question,
  Reading,
  Step,
  Target,
} from '../almanac.ts';
import type { OutcomeFiles, Parsed } from '../files.ts';
import type { Role } from '../schema/almanac.ts';
import { OUTCOME_HEADINGS, splitSections } from '../sections.ts';
import type { Mutable, Tell } from './mutable.ts';

export type OpenOutcome = Mutable<Outcome>;

interface Known {
  bySlug: Map<string, OpenOutcome>;
  levels: Level[];
  roles: Role[];
  report: Tell;
}

export function startOutcome(file: OutcomeFiles, number: number): OpenOutcome {
  const sections = splitSections(file.outcome.source.body);
  const text = Object.fromEntries(
    OUTCOME_HEADINGS.map(([key, heading]) => [key, sections.get(heading) ?? '']),
  ) as unknown as Outcome['text'];
  const { ties: _ties, quick: _quick, ...facts } = file.outcome.value;
  return {
    ...facts,
    slug: file.slug,
    number,
    text,
    quick: [],
    ties: [],
    targets: [],
    steps: [],
    questions: [],
    readings: [],
    examples: [],
  };
}

export function fillOutcome(outcome: OpenOutcome, file: OutcomeFiles, known: Known): void {
  const { bySlug, levels, roles, report } = known;
  const find = <T extends { id: string }>(
    list: readonly T[],
    id: string,
    what: string,
    at: Parsed<unknown>,
    keys: PropertyKey[],
  ): T | undefined => {
    const item = list.find((each) => each.id === id);
    if (!item) report(at, keys, id, `${what}: one of ${list.map((each) => each.id).join(', ')}`);
    return item;
  };

  /** The texts in the order of the levels; tells of a level without a text and of a text without a level. */
  const describeLevels = (
    texts: Readonly<Record<string, string>>,
    at: Parsed<unknown>,
    keys: PropertyKey[],
  ): LevelDescription[] => {
    const ids = Object.keys(texts);
    for (const id of ids) find(levels, id, 'a level', at, [...keys, id]);
    return levels.flatMap((level) => {
      const description = texts[level.id];
      if (description) return [{ level, description }];
      report(at, keys, ids, `a text for the level "${level.id}"`);
      return [];
    });
  };

  outcome.quick = describeLevels(file.outcome.value.quick, file.outcome, ['quick']);

  file.outcome.value.ties.forEach((tie, index) => {
    const other = bySlug.get(tie.outcome);
    if (other && other !== outcome) outcome.ties.push({ outcome: other as Outcome, why: tie.why });
    else
      report(
        file.outcome,
        ['ties', index, 'outcome'],
        tie.outcome,
        'another outcome of this almanac',
      );
  });

  outcome.targets = file.targets.value.map((target, index) => {
    return {
      ...target,
      outcome: outcome as Outcome,
      number: index + 1,
      levels: describeLevels(target.levels, file.targets, [index, 'levels']),
      steps: [],
      questions: [],
      examples: [],
    };
  });
  const targets = outcome.targets as Mutable<Target>[];

  outcome.steps = file.steps.map((step, index) => {
    const moves = step.value.moves.flatMap((move, place) => {
      const target = find(targets, move.target, 'a target of this outcome', step, [
        'moves',
        place,
        'target',
      ]);
      const from = find(levels, move.from, 'a level', step, ['moves', place, 'from']);
      const to = find(levels, move.to, 'a level', step, ['moves', place, 'to']);
      if (from && to && from.number >= to.number) {
        report(step, ['moves', place, 'to'], move.to, `a level above "${move.from}"`);
      }
      return target && from && to ? [{ target: target as Target, from, to }] : [];
    });
    const linked: Step = {
      ...step.value,
      id: step.source.file.replace(/^.*\/\d+-(.*)\.md$/, '$1'),
      outcome: outcome as Outcome,
      number: index + 1,
      moves,
      applies: step.value.applies ?? moves[0]?.target.applies ?? { nations: 'all', types: 'all' },
      body: step.source.body,
      examples: [],
    };
    for (const { target } of moves) (target.steps as Step[]).push(linked);
    return linked;
  });

  outcome.questions = file.questions.value.flatMap((question, index): Question[] => {
    const role = find(roles, question.role, 'a reader role', file.questions, [index, 'role']);
    const target = find(targets, question.target, 'a target of this outcome', file.questions, [
      index,
      'target',
    ]);
    if (!role || !target) return [];
    const linked: Question = {
      ...question,
      role,
      target: target as Target,
      outcome: outcome as Outcome,
    };
    target.questions.push(linked);
    return [linked];
  });

  outcome.readings = file.readings.value.map((reading, index): Reading => {
    const readers = reading.roles.flatMap(
      (id, place) => find(roles, id, 'a reader role', file.readings, [index, 'roles', place]) ?? [],
    );
    return { ...reading, roles: readers, outcome: outcome as Outcome };
  });
}

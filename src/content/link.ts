import { deepFreeze } from '../lib/freeze.ts';
import type {
  Almanac,
  Council,
  Level,
  Outcome,
  Question,
  Reading,
  Step,
  Target,
} from './almanac.ts';
import type { ContentFiles, OutcomeFiles, Parsed } from './files.ts';
import { type Problem, quote } from './problem.ts';
import type { Role } from './schema.ts';
import { OUTCOME_HEADINGS, splitSections } from './sections.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Report = (at: Parsed<unknown>, keys: PropertyKey[], found: unknown, expected: string) => void;

/**
 * Ties the files together: outcome ↔ target ↔ step ↔ question, outcome ↔ reading, council ↔ successor.
 * @param problems gets every reference that leads nowhere; the value holds what could be tied
 */
export function linkContent(files: ContentFiles, problems: Problem[]): Almanac {
  const report: Report = (at, keys, found, expected) =>
    problems.push({
      file: at.source.file,
      line: at.source.lineOf(keys),
      field: keys.join('.'),
      found: quote(found),
      expected,
      severity: 'error',
    });
  const about = files.almanac.value;
  const levels = about.levels.map((level, index) => ({ ...level, number: index + 1 }));
  const outcomes = files.outcomes.map((file, index) => startOutcome(file, index + 1));
  const bySlug = new Map(outcomes.map((outcome) => [outcome.slug, outcome]));
  for (const file of files.outcomes) {
    const outcome = bySlug.get(file.slug);
    if (outcome) fillOutcome(outcome, file, { bySlug, levels, roles: about.roles, report });
  }
  return deepFreeze({
    about,
    levels,
    roles: about.roles,
    outcomes: outcomes as Outcome[],
    terms: files.glossary?.value ?? [],
    councils: linkCouncils(files, report),
    pages: files.pages
      .map(({ value, source }) => ({
        ...value,
        slug: source.file.replace(/^pages\/(.*)\.md$/, '$1').replace('--', '/'),
        body: source.body,
      }))
      .sort((a, b) => a.slug.localeCompare(b.slug)),
    retired: files.retired?.value ?? [],
  });
}

type OpenOutcome = Mutable<Outcome>;
interface Known {
  bySlug: Map<string, OpenOutcome>;
  levels: Level[];
  roles: Role[];
  report: Report;
}

function startOutcome(file: OutcomeFiles, number: number): OpenOutcome {
  const sections = splitSections(file.outcome.source.body);
  const text = Object.fromEntries(
    OUTCOME_HEADINGS.map(([key, heading]) => [key, sections.get(heading) ?? '']),
  ) as unknown as Outcome['text'];
  const { ties: _ties, ...facts } = file.outcome.value;
  return {
    ...facts,
    slug: file.slug,
    number,
    text,
    ties: [],
    targets: [],
    steps: [],
    questions: [],
    readings: [],
  };
}

function fillOutcome(outcome: OpenOutcome, file: OutcomeFiles, known: Known): void {
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
    for (const id of Object.keys(target.levels)) {
      find(levels, id, 'a level', file.targets, [index, 'levels', id]);
    }
    const described = levels.flatMap((level) => {
      const description = target.levels[level.id];
      if (description) return [{ level, description }];
      report(
        file.targets,
        [index, 'levels'],
        Object.keys(target.levels),
        `a text for the level "${level.id}"`,
      );
      return [];
    });
    return {
      ...target,
      outcome: outcome as Outcome,
      number: index + 1,
      levels: described,
      steps: [],
      questions: [],
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

function linkCouncils(files: ContentFiles, report: Report): Council[] {
  type Open = Mutable<Council>;
  const councils = new Map<string, Open>();
  const later: (() => void)[] = [];
  const add = (
    at: Parsed<unknown>,
    keys: PropertyKey[],
    council: Open,
    successors: string[],
    members: string[],
  ) => {
    if (councils.has(council.slug)) report(at, [...keys, 'slug'], council.slug, 'a slug used once');
    councils.set(council.slug, council);
    later.push(() => {
      for (const slug of successors) {
        const next = councils.get(slug);
        if (!next) report(at, [...keys, 'successors'], slug, 'a council of the register');
        else {
          council.successors.push(next as Council);
          next.predecessors.push(council as Council);
        }
      }
      for (const slug of members) {
        const member = councils.get(slug);
        if (member) council.members.push(member as Council);
        else report(at, [...keys, 'members'], slug, 'a council of the register');
      }
      if (council.county && !councils.has(council.county)) {
        report(at, [...keys, 'county'], council.county, 'a council of the register');
      }
    });
  };
  const open = { successors: [], predecessors: [], members: [] };
  for (const file of files.register) {
    file.value.regions.forEach(({ region, councils: list }, r) => {
      list.forEach(({ successors = [], ...council }, c) => {
        const facts = { ...council, nation: file.value.nation, regions: [region] };
        const whole = {
          ...facts,
          populationYear: file.value.population_year,
          ...structuredClone(open),
        };
        add(file, ['regions', r, 'councils', c], whole, successors, []);
      });
    });
  }
  const combined = files.combined;
  combined?.value.authorities.forEach(({ members, successors = [], ...authority }, index) => {
    const whole = {
      ...authority,
      populationYear: combined.value.population_year,
      ...structuredClone(open),
    };
    add(combined, ['authorities', index], whole, successors, members);
  });
  for (const finish of later) finish();
  return [...councils.values()] as Council[];
}

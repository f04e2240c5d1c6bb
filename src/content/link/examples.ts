import type { Council, Example, Outcome, Step, Target } from '../almanac.ts';
import type { Parsed } from '../files.ts';
import type { AlmanacFile } from '../schema/almanac.ts';
import type { ExampleFile } from '../schema/practice.ts';
import { EXAMPLE_HEADINGS, splitSections } from '../sections.ts';
import type { Mutable, Tell } from './mutable.ts';

interface Known {
  outcomes: readonly Outcome[];
  councils: readonly Council[];
  about: AlmanacFile;
  tell: Tell;
}

/** Examples in the order of their titles, tied to what they illustrate and to the councils that did them. */
export function linkExamples(files: readonly Parsed<ExampleFile>[], known: Known): Example[] {
  const { about, tell } = known;
  const outcomes = new Map(known.outcomes.map((each) => [each.slug, each]));
  const councils = new Map(known.councils.map((each) => [each.slug, each]));
  const targets = partsOf(known.outcomes, (outcome) => outcome.targets);
  const steps = partsOf(known.outcomes, (outcome) => outcome.steps);
  const claims = new Set(about.claims.map(({ id }) => id));
  const budgets = new Set(about.budgets.map(({ id }) => id));

  const examples = files.map((file): Example => {
    const { value, source } = file;
    const find = <T>(from: Map<string, T>, keys: string[], field: string, what: string): T[] =>
      keys.flatMap((key, index) => {
        const item = from.get(key);
        if (!item) tell(file, field === 'outcome' ? [field] : [field, index], key, what);
        return item ? [item] : [];
      });
    const sourceAt = (place: number | undefined, keys: PropertyKey[]) => {
      if (place === undefined || value.sources[place - 1]) return;
      tell(file, keys, place, `a place in the list of ${value.sources.length} sources, from 1`);
    };
    if (!budgets.has(value.cost.budget)) {
      tell(file, ['cost', 'budget'], value.cost.budget, `one of ${[...budgets].join(', ')}`);
    }
    if (value.cost.says && value.cost.source === undefined) {
      tell(file, ['cost', 'source'], undefined, 'the source of what the cost says');
    }
    sourceAt(value.cost.source, ['cost', 'source']);
    value.results.forEach(({ claim, source: place }, index) => {
      if (!claims.has(claim)) {
        tell(file, ['results', index, 'claim'], claim, `one of ${[...claims].join(', ')}`);
      }
      sourceAt(place, ['results', index, 'source']);
    });
    if (value.councils.length + value.elsewhere.length === 0) {
      tell(
        file,
        ['councils'],
        value.councils,
        'a council of the register, or a body under elsewhere',
      );
    }
    const sections = splitSections(source.body);
    const { outcome, also, cost, ...facts } = value;
    const example: Example = {
      ...facts,
      slug: source.file.replace(/^practice\/(.*)\.md$/, '$1'),
      outcomes: [
        ...find(outcomes, [outcome], 'outcome', 'an outcome of this almanac'),
        ...find(outcomes, also, 'also', 'an outcome of this almanac'),
      ],
      targets: find(targets, value.targets, 'targets', 'a target, as outcome/id'),
      steps: find(steps, value.steps, 'steps', 'a step, as outcome/id'),
      councils: find(councils, value.councils, 'councils', 'a council of the register'),
      cost: cost as Example['cost'],
      text: Object.fromEntries(
        EXAMPLE_HEADINGS.map(([key, heading]) => [key, sections.get(heading) ?? '']),
      ) as unknown as Example['text'],
    };
    return example;
  });
  examples.sort((a, b) => a.title.localeCompare(b.title, 'en-GB'));
  for (const example of examples) {
    for (const place of [...example.outcomes, ...example.targets, ...example.steps])
      add(place, example);
    for (const council of example.councils) add(council, example);
  }
  for (const outcome of known.outcomes) {
    const main = (example: Example) => (example.outcomes[0] === outcome ? 0 : 1);
    (outcome as Mutable<Outcome>).examples.sort((a, b) => main(a) - main(b));
  }
  return examples;
}

function add(place: { readonly examples: readonly Example[] }, example: Example): void {
  if (!place.examples.includes(example)) (place.examples as Example[]).push(example);
}

function partsOf<T extends Target | Step>(
  outcomes: readonly Outcome[],
  pick: (outcome: Outcome) => readonly T[],
): Map<string, T> {
  return new Map(
    outcomes.flatMap((outcome) =>
      pick(outcome).map((part): [string, T] => [`${outcome.slug}/${part.id}`, part]),
    ),
  );
}

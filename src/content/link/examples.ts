import type { Almanac, Council, Example, Level, Outcome, Step, Target } from '../almanac.ts';
import type { Parsed } from '../files.ts';
import type { Library } from '../published.ts';
import type { AlmanacFile } from '../schema/almanac.ts';
import type { ExampleFile } from '../schema/practice.ts';
import { EXAMPLE_HEADINGS, splitSections } from '../sections.ts';
import type { Mutable, Tell } from './mutable.ts';
import { type Places, toExample, withLiving } from './published.ts';

interface Known {
  outcomes: readonly Outcome[];
  councils: readonly Council[];
  levels: readonly Level[];
  about: AlmanacFile;
  library: Library;
  tell: Tell;
}

/** Examples in the order of their titles, tied to what they illustrate and to the councils that did them. */
export function linkExamples(files: readonly Parsed<ExampleFile>[], known: Known): Example[] {
  const { about, tell, library } = known;
  const places = placesOf(known);
  const { outcomes, councils, targets, steps } = places;
  const claims = new Set(about.claims.map(({ id }) => id));
  const budgets = new Set(about.budgets.map(({ id }) => id));

  const own = files.map((file): Example => {
    const { value, source } = file;
    const find = <T>(
      from: ReadonlyMap<string, T>,
      keys: string[],
      field: string,
      what: string,
    ): T[] =>
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
  // The content folder comes first: an address that it has taken since is not taken from it.
  const taken = new Set(own.map(({ slug }) => slug));
  const written = library.published
    .filter(({ slug }) => !taken.has(slug))
    .flatMap((each) => toExample(each, places) ?? []);
  const examples = [...own, ...written].map((example) =>
    withLiving(example, library.living.get(example.slug)),
  );
  examples.sort((a, b) => a.title.localeCompare(b.title, 'en-GB'));
  for (const example of examples) {
    const { outcomes: o, targets: t, steps: s, councils: c } = example;
    for (const place of new Set([...o, ...t, ...s, ...c])) add(place, example);
  }
  for (const outcome of known.outcomes) {
    const main = (example: Example) => (example.outcomes[0] === outcome ? 0 : 1);
    (outcome as Mutable<Outcome>).examples.sort((a, b) => main(a) - main(b));
  }
  return examples;
}

/** Everything that an example may refer to, by its key. */
export function placesOf({
  outcomes,
  councils,
  levels,
}: Pick<Almanac, 'outcomes' | 'councils' | 'levels'>): Places {
  return {
    outcomes: new Map(outcomes.map((each) => [each.slug, each])),
    councils: new Map(councils.map((each) => [each.slug, each])),
    targets: partsOf(outcomes, (outcome) => outcome.targets),
    steps: partsOf(outcomes, (outcome) => outcome.steps),
    levels,
  };
}

function add(place: { readonly examples: readonly Example[] }, example: Example): void {
  (place.examples as Example[]).push(example);
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

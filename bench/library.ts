// A library of 5,000 examples: one request that narrows it by every facet at once, and by each alone.
import { loadContent } from '../src/content/load.ts';
import { EMPTY_LIBRARY, type Library, type Published } from '../src/content/published.ts';
import { practicePages } from '../src/features/practice/pages.ts';
import { createCardOf } from '../src/features/practice/views.ts';
import { TEMPLATE_FOLDERS } from '../src/site.ts';
import { createTemplates } from '../src/web/templates.ts';

const MOST = 5000;
const RUNS = 600;

/** Examples that are not in the content, of every kind that there is. */
async function fill(folder: string): Promise<Library> {
  const { almanac } = await loadContent(folder, '2026-11-23');
  const { outcomes, councils, about } = almanac!;
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
  const published = Array.from({ length: MOST }, (_, index): Published => {
    const outcome = pick(outcomes, index);
    const hand = pick(['council', 'partner', 'supplier'] as const, index);
    return {
      slug: `bench-${index}`,
      facts: {
        title: `Example ${index}`,
        summary: `What was done in place ${index}.`,
        outcome: outcome.slug,
        also: [pick(outcomes, index + 5).slug],
        targets: [`${outcome.slug}/${pick(outcome.targets, index).id}`],
        steps: [],
        councils: [pick(councils, index * 7).slug, pick(councils, index * 11).slug],
        elsewhere: [],
        partners: [],
        years: { from: 2015 + (index % 10), to: 2016 + (index % 10) },
        cost: { budget: pick(about.budgets, index).id },
        results: [{ claim: pick(about.claims, index).id, who: 'x', says: 'y', source: 1 }],
        sources: [{ title: 'x', publisher: 'y' }],
        ...{ looked: '2026-11', owner: 'x', review: '2027-11-30' },
      },
      text: { problem: 'x', did: 'y', wrong: index % 2 ? 'z' : '', lessons: 'w' },
      ...{ measured: [''], levels: [] },
      written: {
        ...{ hand, by: ['x'], first: '2026-11-01', checked: '2026-11-01', people: '', time: '' },
        reuse: { answer: 'yes', kinds: [pick(['code', 'data'], index)], says: '', link: '' },
        ...{ contact: { role: 'x', link: '' }, pictures: [] },
      },
    };
  });
  return { ...EMPTY_LIBRARY, stamp: 1, published };
}

/** Prints how long one page of the narrowed list takes, and the same list of today's size for reference. */
export async function measureLibrary(folder: string): Promise<void> {
  const small = await time(folder, EMPTY_LIBRARY);
  const large = await time(folder, await fill(folder));
  console.log(
    `library of ${small.count} examples: median ${small.median.toFixed(2)} ms, p99 ${small.p99.toFixed(2)} ms`,
  );
  console.log(
    `library of ${large.count} examples: median ${large.median.toFixed(2)} ms, p99 ${large.p99.toFixed(2)} ms (${(large.p99 / small.p99).toFixed(1)} times today's; the bound is 25 ms)`,
  );
}

async function time(folder: string, library: Library) {
  const { almanac } = await loadContent(folder, '2026-11-23', library);
  const templates = createTemplates(TEMPLATE_FOLDERS, {
    site: {
      ...{ title: 'x', outcomes: [], roles: [], shelves: [], footer: [], credit: {}, claims: [] },
      placeInMenu: () => '',
    },
    assets: {},
  });
  const base = { almanac: almanac!, findIcon: () => undefined };
  const list = practicePages({ ...base, cardOf: createCardOf(base) }, templates)[0]!;
  const queries = list.variants!().filter((query) => !query.includes('page='));
  const whole = new URLSearchParams();
  for (const query of queries)
    for (const [name, value] of new URLSearchParams(query))
      if (!whole.has(name)) whole.append(name, value);
  const council = new URLSearchParams({ council: almanac!.councils[0]!.slug });
  const asked = [whole, council, ...queries.map((query) => new URLSearchParams(query))];
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const query = asked[run % asked.length]!;
    const start = performance.now();
    await list.respond!(query);
    if (run >= asked.length) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { count: almanac!.examples.length, median: at(0.5), p99: at(0.99) };
}

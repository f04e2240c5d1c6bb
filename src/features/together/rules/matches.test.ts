import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testConfig } from '../../../../test/start-app.ts';
import { loadContent } from '../../../content/load.ts';
import { sayWhy, toAheadView } from '../views.ts';
import {
  type Card,
  type Guide,
  itemsOf,
  type Levels,
  matchCouncils,
  matchExamples,
  matchListings,
} from './matches.ts';
import { stepTie, targetsOf, targetTie, tieReader, writeTies } from './ties.ts';

const { almanac } = await loadContent(testConfig().CONTENT_DIR, '2026-11-23');
assert.ok(almanac);
const councils = new Map(almanac.councils.map((each) => [each.slug, each]));
const guide: Guide = {
  about: almanac.about,
  examples: almanac.examples,
  readTies: tieReader(almanac),
  councilOf: (slug) => councils.get(slug),
};
const outcome = almanac.outcomes[1]!;
const step = outcome.steps[0]!;
const target = outcome.targets[4]!;

const card = (over: Partial<Card>): Card => ({
  ...{ id: 'a', council: 'leeds', kind: 'need', help: '', title: 'T', ties: [outcome.slug] },
  ...{ for_nation: '', for_region: '', for_type: '', visibility: 'public', result_line: '' },
  ...{ ends_on: '2027-01-01', put_up_at: '2026-11-01T00:00:00Z', closed_at: null, result: null },
  ...{ hidden_at: null, reminded_for: null, person_id: null, created_at: '', version: 1 },
  ...over,
});
const ids = (own: Card, others: Card[]) =>
  matchListings(own, others, guide).map(({ card: { id } }) => id);

test('a need meets offers of other councils about the same part of the guide', () => {
  const offer = (id: string, over: Partial<Card> = {}) =>
    card({ id, kind: 'offer', council: 'york', ...over });
  assert.deepEqual(
    ids(card({}), [
      offer('same'),
      offer('elsewhere', { ties: [almanac.outcomes[0]!.slug] }),
      offer('own', { council: 'leeds' }),
      offer('unknown', { council: 'atlantis' }),
      card({ id: 'need', council: 'york' }),
      offer('for wales', { for_nation: 'Wales' }),
      offer('for our region', { for_region: 'Yorkshire and The Humber' }),
      offer('for counties', { for_type: 'county' }),
    ]).sort(),
    councils.get('leeds')!.regions.includes('Yorkshire and The Humber')
      ? ['for our region', 'same']
      : ['same'],
  );
  assert.deepEqual(ids(card({ for_nation: 'Scotland' }), [offer('not scottish')]), []);
});

test('what shares a step or a target comes first, then councils that are alike, then the latest', () => {
  const offer = (id: string, over: Partial<Card>) => card({ id, kind: 'offer', ...over });
  const own = card({ ties: [outcome.slug, stepTie(step)] });
  const moved = step.moves[0]!.target;
  const found = matchListings(
    own,
    [
      offer('alike, old', { council: 'bradford' }),
      offer('alike, new', { council: 'bradford', put_up_at: '2026-11-20T00:00:00Z' }),
      offer('far', { council: 'orkney-islands' }),
      offer('target, far', { council: 'orkney-islands', ties: [outcome.slug, targetTie(moved)] }),
    ],
    guide,
  );
  assert.deepEqual(
    found.map(({ card: { id } }) => id),
    ['target, far', 'alike, new', 'alike, old', 'far'],
  );
  assert.match(sayWhy(found[0]!.why), /the same target/);
  assert.match(sayWhy(found[1]!.why), /the same outcome.*alike: the same kind of council/);
});

test('a step stands for the targets that it moves, and examples of it are shown', () => {
  const ties = guide.readTies([outcome.slug, stepTie(step), `${outcome.slug}.gone`]);
  assert.deepEqual(
    targetsOf(ties),
    step.moves.map((move) => move.target),
  );
  for (const { why } of matchExamples(card({ ties: [outcome.slug, stepTie(step)] }), guide))
    assert.ok(
      why.steps.includes(step) || why.targets.some((each) => targetsOf(ties).includes(each)),
    );
  assert.ok(matchExamples(card({}), guide).length > 0);
});

test('ties are written in the order of the guide, and only of outcomes that were chosen', () => {
  assert.deepEqual(
    writeTies(almanac, [
      stepTie(step),
      targetTie(target),
      outcome.slug,
      'value.benefits',
      '__proto__',
    ]),
    [outcome.slug, targetTie(target), stepTie(step)],
  );
});

// Whoever agreed to what, and whatever was answered.
const SOME = ['leeds', 'york', 'bradford', 'cornwall', 'fife', 'cardiff'];
const TIES = almanac.outcomes
  .slice(0, 3)
  .flatMap((each) => [each.slug, targetTie(each.targets[0]!), stepTie(each.steps[0]!)]);
const ITEMS = almanac.outcomes
  .slice(0, 3)
  .flatMap((each) => [each.slug, ...each.targets.map(targetTie)]);
const world = fc.record({
  ties: fc.subarray(TIES, { minLength: 1 }),
  agreed: fc.array(
    fc.record({
      council: fc.constantFrom(...SOME),
      outcome: fc.constantFrom(...almanac.outcomes.slice(0, 3).map(({ slug }) => slug)),
    }),
    { maxLength: 12 },
  ),
  // One for each council and item; 0 where there is no answer with a level.
  levels: fc.array(fc.integer({ min: 0, max: 4 }), {
    minLength: SOME.length * ITEMS.length,
    maxLength: SOME.length * ITEMS.length,
    size: 'max',
  }),
});

test('no council is shown that did not agree, none that is not one level ahead, and never a level', () => {
  let shown = 0;
  fc.assert(
    fc.property(world, ({ ties, agreed, levels }) => {
      const all = new Map<string, Map<string, number>>();
      for (const [index, level] of levels.entries()) {
        const council = SOME[index % SOME.length]!;
        const own = all.get(council) ?? new Map<string, number>();
        if (level > 0) own.set(ITEMS[Math.floor(index / SOME.length)]!, level);
        all.set(council, own);
      }
      const own: Levels = all.get('leeds') ?? new Map();
      const items = itemsOf(guide.readTies(ties));
      const views = matchCouncils(card({ ties }), own, agreed, all, guide).map((ahead) => {
        shown += 1;
        const { slug } = ahead.council;
        assert.notEqual(slug, 'leeds');
        for (const name of ahead.on)
          assert.ok(
            items.some(
              (item) =>
                item.name === name &&
                agreed.some((each) => each.council === slug && each.outcome === item.outcome) &&
                all.get(slug)?.get(item.id) === (own.get(item.id) ?? 9) + 1,
            ),
            `${slug} is shown for “${name}”`,
          );
        return toAheadView({ almanac, findIcon: () => '', cardOf: () => ({}) }, ahead, false);
      });
      const said = JSON.stringify(views);
      for (const slug of SOME)
        if (!agreed.some(({ council }) => council === slug))
          assert.ok(!said.includes(councils.get(slug)!.name), `${slug} did not agree`);
      // Statements of targets are words of the guide; nothing else may name a level.
      const bare = items.reduce(
        (text, { name }) => text.replaceAll(name.replace(/\.$/, ''), ''),
        said,
      );
      for (const { name } of almanac.levels) assert.ok(!bare.includes(name), `a level: ${name}`);
      assert.doesNotMatch(bare.replaceAll('one level ahead', ''), /level|\b[1-4]\b/i);
    }),
    { numRuns: 400 },
  );
  assert.ok(shown > 50, `the test saw ${shown} councils shown`);
});

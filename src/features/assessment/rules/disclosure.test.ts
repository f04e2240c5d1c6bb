import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Group } from '../../../db/tables/councils.ts';
import type { Choice } from './answers.ts';
import { disclose, gapBetween, middleLevel, SMALLEST, type Voice } from './disclosure.ts';

const ORDER: (Group | null)[] = ['councillor', 'leadership', 'service', 'digital', 'partner', null];
const CHOICES: Choice[] = [1, 2, 3, 4, 'na', 'unknown', 'later'];
const voice = (group: Group | null, choice: Choice): Voice => ({ group, choice });

/** All that the pages show, as a text. */
const seen = (voices: readonly Voice[]): string =>
  JSON.stringify(
    disclose(voices, ORDER).map(({ groups, people, counts }) => [
      groups,
      people,
      counts ? [...counts].sort(([a], [b]) => String(a).localeCompare(String(b))) : 'alike',
    ]),
  );

/** Every way in which people of these groups may have answered, with a given few answers. */
function* worlds(
  groups: readonly (Group | null)[],
  choices: readonly Choice[],
): Generator<Voice[]> {
  const [first, ...rest] = groups;
  if (first === undefined) return yield [];
  for (const others of worlds(rest, choices))
    for (const choice of choices) yield [voice(first, choice), ...others];
}

test('whoever looks, knowing their own answer, every other person may have given two answers or more', () => {
  const makeups: (Group | null)[][] = [
    ['councillor', 'councillor', 'councillor'],
    ['councillor', 'councillor', 'councillor', 'councillor'],
    ['councillor', 'councillor', 'councillor', 'digital'],
    ['councillor', 'councillor', 'councillor', 'digital', 'partner'],
    ['councillor', 'councillor', 'digital', 'digital', 'partner'],
    ['councillor', 'councillor', 'councillor', 'digital', 'digital', 'digital'],
    ['councillor', 'councillor', 'councillor', 'digital', 'digital', 'digital', 'partner'],
  ];
  let checked = 0;
  for (const groups of makeups) {
    // Who said what is told apart by the same pages and the same own answer.
    const alike = Map.groupBy(worlds(groups, [1, 2, 'unknown']), seen);
    for (const [, same] of alike) {
      for (let me = -1; me < groups.length; me += 1) {
        const mine =
          me < 0 ? [same] : [...Map.groupBy(same, (world) => world[me]!.choice).values()];
        for (const possible of mine) {
          for (let other = 0; other < groups.length; other += 1) {
            if (other === me) continue;
            const answers = new Set(possible.map((world) => world[other]!.choice));
            assert.ok(
              answers.size > 1,
              `${groups}: ${me} learns of ${other} from ${seen(possible[0]!)}`,
            );
            checked += 1;
          }
        }
      }
    }
  }
  assert.ok(checked > 1000);
});

test('no group smaller than three is shown, all people are counted once, and order does not matter', () => {
  const voices = fc.array(
    fc.record({ group: fc.constantFrom(...ORDER), choice: fc.constantFrom(...CHOICES) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(voices, (all) => {
      const shown = disclose(all, ORDER);
      for (const { people, counts } of shown) {
        assert.ok(people >= SMALLEST);
        if (counts)
          assert.equal(
            [...counts.values()].reduce((sum, count) => sum + count, 0),
            people,
          );
      }
      const given = all.filter(({ choice }) => choice !== 'later').length;
      const counted = shown.reduce((sum, { people }) => sum + people, 0);
      assert.equal(counted, given < SMALLEST ? 0 : given);
      assert.equal(seen(all.toReversed()), seen(all));
    }),
  );
});

test('groups too small go together, with the smallest other if they must', () => {
  const people = (group: Group, ...choices: Choice[]) =>
    choices.map((choice) => voice(group, choice));
  const alone = disclose([...people('councillor', 1, 2, 3, 1), ...people('digital', 4)], ORDER);
  assert.deepEqual(
    alone.map(({ groups }) => groups),
    [['digital', 'councillor']],
  );
  const together = disclose(
    [...people('councillor', 1, 2, 3, 1), ...people('digital', 4, 3), ...people('partner', 2)],
    ORDER,
  );
  assert.deepEqual(
    together.map(({ groups, people: count }) => [groups, count]),
    [
      [['councillor'], 4],
      [['digital', 'partner'], 3],
    ],
  );
});

test('the middle and the gap come from what is shown only', () => {
  const people = (group: Group, ...choices: Choice[]) =>
    choices.map((choice) => voice(group, choice));
  const shown = disclose(
    [...people('councillor', 1, 1, 2, 2), ...people('digital', 3, 3, 4, 4, 'unknown')],
    ORDER,
  );
  assert.deepEqual(shown.map(middleLevel), [1, 3]);
  assert.equal(gapBetween(shown), 2);
  const alike = disclose(
    [...people('councillor', 1, 1, 1, 1), ...people('digital', 3, 3, 4, 4)],
    ORDER,
  );
  assert.deepEqual(alike.map(middleLevel), [undefined, 3]);
  assert.equal(gapBetween(alike), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Group } from '../../../db/tables/councils.ts';
import type { Choice } from './answers.ts';
import { disclose, gapBetween, SMALLEST, type Voice } from './disclosure.ts';

const ORDER: (Group | null)[] = ['councillor', 'leadership', 'service', 'digital', 'partner', null];
const CHOICES: Choice[] = [1, 2, 3, 4, 'na', 'unknown', 'later'];
const voice = (group: Group | null, choice: Choice): Voice => ({ group, choice });

/** All that the pages show, as a text. */
const seen = (voices: readonly Voice[]): string => JSON.stringify(disclose(voices, ORDER));

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
  const all: Choice[] = [1, 2, 3, 4, 'unknown'];
  const councillors = (count: number) => Array<Group>(count).fill('councillor');
  const makeups: [groups: (Group | null)[], choices: Choice[]][] = [
    [councillors(3), all],
    [councillors(4), all],
    [councillors(5), all],
    [councillors(6), all],
    [councillors(7), [1, 3, 4]],
    [[...councillors(3), 'digital'], all],
    [[...councillors(3), 'digital', 'partner'], all],
    [['councillor', 'councillor', 'digital', 'digital', 'partner'], all],
    [[...councillors(3), 'digital', 'digital', 'digital'], all],
    [
      [...councillors(3), 'digital', 'digital', 'digital', 'partner'],
      [1, 2, 4],
    ],
    [
      [...councillors(4), 'digital', 'digital', 'digital'],
      [1, 4, 'unknown'],
    ],
  ];
  let checked = 0;
  for (const [groups, choices] of makeups) {
    // Who said what is told apart by the same pages and the same own answer.
    const alike = Map.groupBy(worlds(groups, choices), seen);
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
      for (const { people } of shown) assert.ok(people >= SMALLEST);
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

test('the middle is told where it tells of nobody, and gaps come from what is shown only', () => {
  const people = (group: Group, ...choices: Choice[]) =>
    choices.map((choice) => voice(group, choice));
  const middles = (...voices: Voice[]) => disclose(voices, ORDER).map(({ middle }) => middle);
  assert.deepEqual(middles(...people('councillor', 1, 2, 2)), [2]);
  assert.deepEqual(middles(...people('councillor', 1, 1, 2)), [undefined], 'three, and at an end');
  assert.deepEqual(middles(...people('councillor', 1, 1, 1, 2, 2)), [1], 'five are enough');
  assert.deepEqual(middles(...people('councillor', 3, 3, 'unknown', 'na')), [undefined]);
  const gap = (...voices: Voice[]) => gapBetween(disclose(voices, ORDER));
  const councillors = people('councillor', 2, 2, 1);
  assert.equal(gap(...councillors, ...people('digital', 4, 4, 4, 4, 3)), 2);
  assert.equal(
    gap(...councillors, ...people('digital', 4, 4, 4)),
    0,
    'what is not shown is not compared',
  );
});

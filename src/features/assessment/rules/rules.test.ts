import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { Almanac } from '../../../content/almanac.ts';
import { loadContent } from '../../../content/load.ts';
import {
  type Answer,
  type Answers,
  type Choice,
  levelOf,
  nextOpen,
  progressOf,
  toChoice,
} from './answers.ts';
import { findChanges } from './changes.ts';
import { type Item, listItems } from './items.ts';
import { findNextSteps } from './next-steps.ts';
import { findFindings, toProfile } from './profile.ts';
import { listed, sayFindings, sayRow } from './sentences.ts';

let almanac: Almanac;
let items: Item[];
let efforts: string[];
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../../content');
  almanac = (await loadContent(folder, '2026-11-24')).almanac!;
  items = listItems(almanac, 'full');
  efforts = almanac.about.efforts.map(({ id }) => id);
});

const answer = (item: string, choice: Choice): Answer => ({
  item,
  choice,
  note: '',
  evidence: '',
  evidenceDate: '',
  evidenceOwner: '',
  confidence: '',
  dissent: '',
  answeredAt: '2026-11-24T10:00:00.000Z',
  version: 1,
});
const toAnswers = (pairs: readonly (readonly [number, Choice])[]): Answers =>
  new Map(pairs.map(([index, choice]) => [items[index]!.id, answer(items[index]!.id, choice)]));

const choices: Choice[] = [1, 2, 3, 4, 'na', 'unknown', 'later'];
const pairs = () =>
  fc.uniqueArray(fc.tuple(fc.nat({ max: items.length - 1 }), fc.constantFrom(...choices)), {
    selector: ([index]) => index,
  });

test('a quick look asks each outcome once, a full one each target that applies', () => {
  assert.equal(listItems(almanac, 'quick').length, almanac.outcomes.length);
  assert.equal(items.length, almanac.outcomes.flatMap(({ targets }) => targets).length);
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  for (const type of almanac.about.types) {
    for (const nation of almanac.about.nations) {
      const fitting = listItems(almanac, 'full', { place: { type: type.id, nation } });
      assert.ok(fitting.length > items.length / 2 && fitting.length <= items.length);
    }
  }
  for (const item of [...items, ...listItems(almanac, 'quick')])
    assert.deepEqual(
      item.levels.map(({ number }) => number),
      [1, 2, 3, 4],
    );
});

test('the order in which answers came never matters', () => {
  fc.assert(
    fc.property(pairs(), (given) => {
      const [one, other] = [toAnswers(given), toAnswers(given.toReversed())];
      assert.deepEqual(toProfile(items, one), toProfile(items, other));
      assert.deepEqual(findNextSteps(items, one, efforts), findNextSteps(items, other, efforts));
    }),
    { numRuns: 50 },
  );
});

test('more answers never lower progress, and what is not asked never counts', () => {
  fc.assert(
    fc.property(
      pairs(),
      fc.nat({ max: items.length - 1 }),
      fc.constantFrom(...choices),
      (given, index, choice) => {
        const before = progressOf(items, toAnswers(given));
        const more = given.some(([at]) => at === index)
          ? given
          : [...given, [index, choice] as const];
        assert.ok(progressOf(items, toAnswers(more)).answered >= before.answered);
        const foreign = new Map(toAnswers(given)).set(
          'nowhere.at-all',
          answer('nowhere.at-all', 4),
        );
        assert.deepEqual(progressOf(items, foreign), before);
        assert.deepEqual(toProfile(items, foreign), toProfile(items, toAnswers(given)));
      },
    ),
    { numRuns: 50 },
  );
});

test('an answer that is no level changes no count of levels, strength or gap', () => {
  fc.assert(
    fc.property(pairs(), fc.constantFrom('na', 'unknown', 'later'), (given, none) => {
      const levels = given.filter(([, choice]) => typeof choice === 'number');
      const rest = items
        .map((_, index) => index)
        .filter((at) => !levels.some(([index]) => index === at));
      const filled = [...levels, ...rest.map((index) => [index, none as Choice] as const)];
      const [bare, full] = [levels, filled].map((each) => toProfile(items, toAnswers(each)));
      assert.deepEqual(
        full!.map(({ counts }) => counts),
        bare!.map(({ counts }) => counts),
      );
      assert.deepEqual(findFindings(full!).gaps, findFindings(bare!).gaps);
      assert.deepEqual(findFindings(full!).strong, findFindings(bare!).strong);
    }),
    { numRuns: 50 },
  );
});

test('each next step really moves something that was asked, and none is left out', () => {
  fc.assert(
    fc.property(pairs(), (given) => {
      const answers = toAnswers(given);
      const next = findNextSteps(items, answers, efforts);
      for (const { moves, effect } of next) {
        assert.ok(effect > 0);
        assert.equal(
          effect,
          moves.reduce((sum, { from, to }) => sum + to - from, 0),
        );
        for (const { target, from } of moves)
          assert.equal(levelOf(answers.get(`${target.outcome.slug}.${target.id}`)), from);
      }
      const effects = next.map(({ effect }) => effect);
      assert.deepEqual(
        effects,
        effects.toSorted((a, b) => b - a),
      );
      const low = items.filter(({ id }) => levelOf(answers.get(id)) === 1);
      for (const { target } of low) {
        const fits = target!.steps.some(({ moves }) =>
          moves.some((move) => move.target === target && move.from.number === 1),
        );
        if (fits) assert.ok(next.some(({ moves }) => moves.some((move) => move.target === target)));
      }
    }),
    { numRuns: 50 },
  );
});

test('strong needs most of an outcome in place and nothing at the lowest level', () => {
  const [first] = toProfile(items, toAnswers([]));
  const size = first!.cells.length;
  const levels = (...given: Choice[]) =>
    toProfile(items, toAnswers(given.map((choice, at) => [at, choice])));
  const isStrong = (...given: Choice[]) =>
    findFindings(levels(...given)).strong.includes(first!.outcome);
  assert.equal(size, 5);
  assert.ok(isStrong(3, 3, 4, 3, 2));
  assert.ok(!isStrong(4, 4, 4, 4, 1), 'one "not yet" is enough');
  assert.ok(!isStrong(4, 4), 'two of five rest on too little');
  assert.ok(isStrong(3, 3, 4, 'unknown', 'na'));
  assert.deepEqual(findFindings(levels(1, 1)).gaps, [first!.outcome]);
});

test('sentences count rightly and speak well', () => {
  const profile = toProfile(
    items,
    toAnswers([
      [0, 1],
      [1, 'unknown'],
      [2, 'na'],
      [3, 'later'],
    ]),
  );
  const said = sayFindings(profile, findFindings(profile), false);
  assert.equal(said[0], `One of ${items.length} targets has a level.`);
  assert.ok(said.includes('One does not apply, and counts neither way.'));
  assert.ok(said.includes('One question is marked to come back to.'));
  assert.equal(sayRow(profile[0]!, almanac.levels), '1 not yet, 4 without a level');
  const none = toProfile(items, new Map());
  assert.deepEqual(sayFindings(none, findFindings(none), false), [
    'No question has a level yet, so there is nothing to show.',
  ]);
  assert.equal(listed(['Data', 'Services', 'Value']), 'Data, Services and Value');
});

test('the next open question goes round once', () => {
  assert.equal(nextOpen(items, new Map())?.id, items[0]!.id);
  const answers = toAnswers([[1, 2]]);
  assert.equal(nextOpen(items, answers, items[0]!.id)?.id, items[2]!.id);
  assert.equal(nextOpen(items, answers, items.at(-1)!.id)?.id, items[0]!.id);
  const all = toAnswers(items.map((_, index) => [index, 4] as const));
  assert.equal(nextOpen(items, all), undefined);
  assert.deepEqual(['1', 'na'].map(toChoice), [1, 'na']);
});

test('changes compare only what had a level both times, and swap when time does', () => {
  fc.assert(
    fc.property(pairs(), pairs(), (one, other) => {
      const [before, now] = [toAnswers(one), toAnswers(other)];
      const forward = findChanges(items, before, now);
      const back = findChanges(items, now, before);
      assert.deepEqual(
        forward.up.map(({ item, from, to }) => [item.id, to, from]),
        back.down.map(({ item, from, to }) => [item.id, from, to]),
      );
      assert.equal(forward.same, back.same);
      assert.deepEqual(forward.fresh, back.lost);
    }),
  );
});

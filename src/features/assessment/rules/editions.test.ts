import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Edition } from '../../../content/almanac.ts';
import { type Answer, type Answers, type Choice, levelOf } from './answers.ts';
import { carryAnswers, editionsBetween, marksOf, retiredIn } from './editions.ts';
import { startFrom } from './predecessors.ts';

const answer = (item: string, choice: Choice, note = ''): Answer => ({
  ...{ item, choice, note, evidence: '', evidenceDate: '', evidenceOwner: '' },
  ...{ confidence: '', dissent: '', answeredAt: '2026-11-24T10:00:00.000Z', version: 3 },
});
const toAnswers = (...answers: Answer[]): Answers =>
  new Map(answers.map((each) => [each.item, each]));

const EDITIONS: Edition[] = [
  {
    edition: '2',
    after: '1',
    published: '2027-01-01',
    changes: [
      { change: 'reworded', item: 'a.plain', was: 'Old', why: 'Plainer', meaning: 'same' },
      { change: 'reworded', item: 'a.moved', was: 'Old', why: 'Higher bar', meaning: 'moved' },
      {
        change: 'split',
        item: 'a.whole',
        was: 'Whole',
        why: 'Two',
        into: ['a.one', 'a.two'],
        keeps: 'a.one',
      },
      {
        change: 'merged',
        items: ['a.left', 'a.right'],
        was: 'Left, right',
        why: 'One',
        into: 'a.both',
      },
      { change: 'retired', item: 'a.gone', was: 'Gone', why: 'Done everywhere' },
      { change: 'new', item: 'a.fresh', why: 'New law' },
    ],
  },
  {
    edition: '3',
    after: '2',
    published: '2028-01-01',
    changes: [{ change: 'merged', items: ['a.one', 'a.both'], was: 'x', why: 'y', into: 'a.last' }],
  },
];
const second = editionsBetween(EDITIONS, '1', '2');

test('editions are found between two, and none where the way is not known', () => {
  assert.deepEqual(
    second.map(({ edition }) => edition),
    ['2'],
  );
  assert.deepEqual(
    editionsBetween(EDITIONS, '1', '3').map(({ edition }) => edition),
    ['2', '3'],
  );
  assert.deepEqual(editionsBetween(EDITIONS, '2', '2'), []);
  assert.deepEqual(editionsBetween(EDITIONS, '9', '3'), []);
  assert.deepEqual(editionsBetween(EDITIONS, '2', '1'), [], 'never backwards');
});

test('each of the five changes does to an answer what is published', () => {
  const now = carryAnswers(
    toAnswers(
      answer('a.plain', 2),
      answer('a.moved', 3),
      answer('a.whole', 4, 'kept'),
      answer('a.left', 3, 'left'),
      answer('a.right', 2, 'right'),
      answer('a.gone', 4),
    ),
    second,
  );
  assert.deepEqual([...now.keys()].sort(), ['a.both', 'a.moved', 'a.one', 'a.plain']);
  assert.equal(now.get('a.plain')?.carried, undefined);
  assert.equal(now.get('a.moved')?.carried, 'reworded');
  assert.deepEqual([now.get('a.one')?.choice, now.get('a.one')?.carried], [4, 'split']);
  const both = now.get('a.both');
  assert.deepEqual([both?.choice, both?.carried, both?.note], [2, 'merged', 'left\nright']);
});

test('what was merged is asked when a part had no level, and today’s answer comes first', () => {
  const open = carryAnswers(toAnswers(answer('a.left', 3), answer('a.right', 'unknown')), second);
  assert.equal(open.has('a.both'), false);
  const kept = carryAnswers(toAnswers(answer('a.whole', 1), answer('a.one', 4)), second);
  assert.deepEqual([kept.get('a.one')?.choice, kept.get('a.one')?.carried], [4, undefined]);
});

test('marks tell what changed, and what ended still reads', () => {
  const marks = marksOf(EDITIONS);
  assert.equal(marks.has('a.plain'), false);
  assert.equal(marks.get('a.moved')?.change, 'reworded');
  assert.equal(marks.get('a.two')?.change, 'split');
  assert.equal(marks.get('a.fresh')?.change, 'new');
  assert.equal(marks.get('a.last')?.edition, '3');
  assert.deepEqual(retiredIn(EDITIONS), [
    { item: 'a.gone', was: 'Gone', why: 'Done everywhere', edition: '2' },
  ]);
});

const IDS = ['a.plain', 'a.moved', 'a.whole', 'a.one', 'a.left', 'a.right', 'a.gone', 'a.other'];
const some = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...IDS),
      fc.constantFrom<Choice>(1, 2, 3, 4, 'na', 'unknown', 'later'),
    ),
    { selector: ([id]) => id },
  )
  .map((pairs) => toAnswers(...pairs.map(([id, choice]) => answer(id, choice))));

test('carrying adds no level that nobody gave, never twice, and in steps as at once', () => {
  fc.assert(
    fc.property(some, (answers) => {
      const at = carryAnswers(answers, EDITIONS);
      const given = new Set([...answers.values()].map(levelOf));
      for (const each of at.values()) assert.ok(given.has(levelOf(each)));
      for (const id of ['a.whole', 'a.left', 'a.right', 'a.gone']) assert.ok(!at.has(id));
      const steps = carryAnswers(
        carryAnswers(answers, second),
        editionsBetween(EDITIONS, '2', '3'),
      );
      assert.deepEqual(steps, at);
      const other = answers.get('a.other');
      assert.equal(at.get('a.other'), other, 'what no edition names is left alone');
    }),
  );
});

test('a successor starts where all before it stood alike, and comes back to the rest', () => {
  const levels = [1, 2, 3, 4].map((number) => ({
    number,
    name: `Level ${number}`,
    description: '',
  }));
  const item = (id: string) => ({ id, levels, name: id }) as never;
  const items = ['a.x', 'a.y', 'a.z', 'a.none'].map(item);
  const started = startFrom(items, [
    { name: 'East', answers: toAnswers(answer('a.x', 2), answer('a.y', 1), answer('a.z', 3, 'n')) },
    {
      name: 'West',
      answers: toAnswers(answer('a.x', 2), answer('a.y', 3), answer('a.z', 'unknown')),
    },
  ]);
  assert.deepEqual(
    started.map(({ item: id, choice }) => [id, choice]),
    [
      ['a.x', 2],
      ['a.y', 'later'],
      ['a.z', 'later'],
    ],
  );
  assert.equal(started[1]?.note, 'East: Level 1.\nWest: Level 3.');
  assert.equal(started[2]?.note, 'East: Level 3. n\nWest: I don’t know.');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question, Reading, Role, Target } from '../../content/almanac.ts';
import {
  groupQuestions,
  groupReadings,
  orderParts,
  orderRoles,
  PARTS,
  spreadQuestions,
} from './order.ts';

const role = (id: string, first: Role['first'] = []): Role => ({
  id,
  name: id,
  choice: id,
  summary: id,
  start: [id],
  lead: 'question',
  first,
  advice: 'officers',
});
const councillor = role('councillor', ['questions', 'why']);
const officer = role('officer');
const question = (id: string, asker: Role, target: object): Question =>
  ({ id, role: asker, target: target as Target }) as Question;

test('a role puts its parts first and leaves none out', () => {
  assert.deepEqual(orderParts(councillor).slice(0, 2), ['questions', 'why']);
  assert.deepEqual([...orderParts(councillor)].sort(), [...PARTS].sort());
  assert.deepEqual(orderParts(), [...PARTS]);
});

test("the reader's own role comes first, each role once", () => {
  assert.deepEqual(orderRoles([councillor, officer], officer), [officer, councillor]);
  assert.deepEqual(orderRoles([councillor, officer]), [councillor, officer]);
});

test('questions are grouped by who asks, empty groups left out', () => {
  const asked = question('a', officer, {});
  assert.deepEqual(groupQuestions([asked], [councillor, officer]), [
    { role: officer, questions: [asked] },
  ]);
});

test("readings for the reader's role come first within their kind", () => {
  const reading = (id: string, kind: string, roles: Role[]) =>
    ({ id, kind, roles }) as unknown as Reading;
  const [one, two, three] = [
    reading('1', 'law', [officer]),
    reading('2', 'law', [councillor]),
    reading('3', 'guide', []),
  ];
  const groups = groupReadings(
    [one, two, three] as Reading[],
    [{ id: 'guide' }, { id: 'law' }, { id: 'song' }],
    councillor,
  );
  assert.deepEqual(
    groups.map(({ kind, readings }) => [kind.id, ...readings.map(({ id }) => id)]),
    [
      ['guide', '3'],
      ['law', '2', '1'],
    ],
  );
});

test('spread questions open up as many targets as they can', () => {
  const [a, b] = [{}, {}];
  const all = [question('1', officer, a), question('2', officer, a), question('3', officer, b)];
  assert.deepEqual(
    spreadQuestions(all, 2).map(({ id }) => id),
    ['1', '3'],
  );
  assert.deepEqual(
    spreadQuestions(all, 9).map(({ id }) => id),
    ['1', '3', '2'],
  );
  assert.deepEqual(spreadQuestions([], 3), []);
});

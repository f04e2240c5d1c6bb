import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Desk } from './needs.ts';
import type { Shown } from './rules/disclosure.ts';
import { toCheckView } from './views.ts';

const outcome = { slug: 'data', name: 'Data', icon: 'x' };
const items = ['one', 'two', 'three'].map((id) => ({
  id: `data.${id}`,
  name: id,
  statement: id,
  outcome,
  target: {},
  levels: [],
}));
const shown = (...middles: number[]) => middles.map((middle) => ({ middle })) as unknown as Shown[];
const desk = (rest: Partial<Desk>) =>
  ({
    base: '/b',
    title: 'T',
    open: true,
    items,
    sheet: { kind: 'agreed' },
    voices: new Map([
      ['data.one', shown(2, 3)],
      ['data.two', shown(2, 2)],
      ['data.three', shown(1, 4)],
    ]),
    ...rest,
  }) as unknown as Desk;
const agreeing = { colleagues: [], tasks: new Map() };

test('who sets the agreed answers sees the most divided questions first, nobody else does', () => {
  const { divided } = toCheckView(desk({ agreeing }), new Map());
  assert.deepEqual(
    divided.map(({ name, gap }) => [name, gap]),
    [
      ['Data: three', 3],
      ['Data: one', 1],
    ],
  );
  assert.deepEqual(toCheckView(desk({}), new Map()).divided, []);
  assert.deepEqual(toCheckView(desk({ agreeing, open: false }), new Map()).divided, []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawWheel } from './wheel.ts';

for (const count of [1, 2, 12, 13]) {
  test(`a wheel of ${count} has its sectors evenly round it, the first on top`, () => {
    const sectors = drawWheel(count);
    assert.equal(sectors.length, count);
    assert.equal(sectors[0]!.x, 0);
    assert.ok(sectors[0]!.y < 0);
    assert.equal(new Set(sectors.map(({ x, y }) => `${x},${y}`)).size, count);
    for (const { x, y, path } of sectors) {
      assert.ok(Math.abs(Math.hypot(x, y) - 232) < 1.5, 'all at one distance from the centre');
      assert.match(path, /^M-?\d/);
    }
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Council, Example } from './almanac.ts';
import { councilsLike, likeFirst, likenessOf } from './likeness.ts';

const lists = {
  types: [
    { id: 'district', name: 'District', tier: 'lower' },
    { id: 'unitary', name: 'Unitary', tier: 'single' },
    { id: 'london-borough', name: 'London borough', tier: 'single' },
  ],
  rurality: [
    { id: 'urban', name: 'Urban' },
    { id: 'mixed', name: 'Mixed' },
    { id: 'rural', name: 'Rural' },
  ],
};
const council = (slug: string, facts: Partial<Council> = {}): Council =>
  ({
    slug,
    name: slug,
    type: 'unitary',
    nation: 'England',
    rurality: 'urban',
    population: 200_000,
    ...facts,
  }) as Council;

test('likeness adds up by the rule that the pages state, and says why', () => {
  const one = council('one');
  assert.deepEqual(likenessOf(one, council('twin'), lists), {
    points: 10,
    reasons: [
      'the same kind of council',
      'much the same population',
      'just as urban or rural',
      'the same nation',
    ],
  });
  const cousin = council('cousin', {
    type: 'london-borough',
    population: 290_000,
    rurality: 'mixed',
  });
  assert.equal(likenessOf(one, cousin, lists).points, 2 + 1 + 1 + 2);
  const stranger = council('far', {
    type: 'district',
    nation: 'Wales',
    rurality: 'rural',
    population: 20_000,
  });
  assert.deepEqual(likenessOf(one, stranger, lists), { points: 0, reasons: [] });
});

test('likeness is the same both ways, and what is not known adds nothing', () => {
  const one = council('one');
  const other = council('other', { population: 260_000, rurality: 'mixed' });
  assert.deepEqual(likenessOf(one, other, lists), likenessOf(other, one, lists));
  const bare = { slug: 'bare', type: 'unitary', nation: 'England' } as Council;
  assert.equal(likenessOf(one, bare, lists).points, 6);
});

test('councils like one leave out itself, those that have gone and those too unlike', () => {
  const one = council('one');
  const twin = council('twin');
  const near = council('near', { population: 270_000 });
  const gone = council('gone', { end: '2020-01-01' });
  const far = council('far', { type: 'district', nation: 'Wales' });
  const almanac = {
    councils: [far, gone, near, one, twin],
    about: { ...lists, published: '2026-11-23' },
  } as unknown as Parameters<typeof councilsLike>[1];
  assert.deepEqual(
    councilsLike(one, almanac, 8).map(({ council: { slug } }) => slug),
    ['twin', 'near'],
  );
  assert.equal(councilsLike(one, almanac, 1).length, 1);
});

test('examples of the council itself come first, then of those like it, the rest as they stood', () => {
  const one = council('one');
  const of = (slug: string, ...councils: Council[]) => ({ slug, councils }) as unknown as Example;
  const far = council('far', { type: 'district', nation: 'Wales' });
  const ordered = likeFirst(
    [of('a', far), of('b'), of('c', far, council('twin')), of('d', one)],
    one,
    lists,
  );
  assert.deepEqual(
    ordered.map(({ example: { slug } }) => slug),
    ['d', 'c', 'a', 'b'],
  );
  assert.equal(ordered[2]?.like, undefined);
});

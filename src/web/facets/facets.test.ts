import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countOptions, type Facet, narrow, usedOnly } from './facet.ts';
import { addressOf, parseAsked } from './query.ts';
import { toFacetViews, toPaging } from './views.ts';

interface Fruit {
  colour: string;
  size: string[];
}
const facets: Facet<Fruit>[] = [
  {
    id: 'colour',
    name: 'Colour',
    options: ['red', 'green', 'blue'].map((id) => ({ id, name: id })),
    of: ({ colour }) => [colour],
  },
  {
    id: 'size',
    name: 'Size',
    options: ['small', 'large'].map((id) => ({ id, name: id })),
    of: ({ size }) => size,
  },
];
const fruits: Fruit[] = [
  { colour: 'red', size: ['small'] },
  { colour: 'red', size: ['large'] },
  { colour: 'green', size: ['small', 'large'] },
];
const choice = (entries: Record<string, string[]>) => new Map(Object.entries(entries));

test('of one facet any option will do, of several each must fit', () => {
  assert.equal(narrow(fruits, facets, choice({})).length, 3);
  assert.equal(narrow(fruits, facets, choice({ colour: ['red', 'green'] })).length, 3);
  assert.equal(narrow(fruits, facets, choice({ colour: ['red'], size: ['small'] })).length, 1);
});

test('an option counts what it would leave with the other facets as chosen', () => {
  const counts = countOptions(fruits, facets, choice({ size: ['small'] }));
  assert.deepEqual(Object.fromEntries(counts.get('colour')!), { red: 1, green: 1, blue: 0 });
  assert.deepEqual(
    usedOnly(facets, fruits)[0]?.options.map(({ id }) => id),
    ['red', 'green'],
  );
});

test('counting all options at once is the same as narrowing once for each', () => {
  const fruit = fc.record({
    colour: fc.constantFrom('red', 'green', 'blue', 'odd'),
    size: fc.subarray(['small', 'large']),
  });
  const chosen = fc.record({
    colour: fc.subarray(['red', 'green', 'blue']),
    size: fc.subarray(['small', 'large']),
  });
  fc.assert(
    fc.property(fc.array(fruit), chosen, (items, given) => {
      const counts = countOptions(items, facets, choice(given));
      for (const { id, options } of facets)
        for (const option of options) {
          const asked = choice({ ...given, [id]: [option.id] });
          assert.equal(counts.get(id)?.get(option.id), narrow(items, facets, asked).length);
        }
    }),
  );
});

test('an address is read and written the same way; what is not known is told, cut short', () => {
  const asked = parseAsked(
    new URLSearchParams(`size=large&colour=red&colour=${'x'.repeat(99)}&page=2&utm=1`),
    facets,
  );
  assert.deepEqual(
    [...asked.choice],
    [
      ['colour', ['red']],
      ['size', ['large']],
    ],
  );
  assert.deepEqual(asked.unknown, [{ facet: 'Colour', text: 'x'.repeat(40) }]);
  assert.equal(addressOf('/f', facets, asked), '/f?colour=red&size=large&page=2');
});

test('a page that is no number is the first', () => {
  for (const page of ['', '0', '-1', 'x', '1e3', '99999999', '1 OR 1=1']) {
    const { page: read } = parseAsked(new URLSearchParams({ page }), facets);
    assert.equal(read, 1, page);
  }
});

test('an empty result says what to take away, the widest first', () => {
  const none = choice({ colour: ['blue'], size: ['small'] });
  const { loosen, chosen } = toFacetViews(fruits, facets, none, (next) =>
    addressOf('/f', facets, { choice: none, ...next }),
  );
  assert.deepEqual(loosen, [
    { facet: 'Colour', count: 2, href: '/f?size=small' },
    { facet: 'Size', count: 0, href: '/f?colour=blue' },
  ]);
  assert.equal(chosen[0]?.href, '/f?size=small');
});

test('pages of a list end where it ends', () => {
  const to = ({ page = 1 }) => `/f?page=${page}`;
  assert.equal(toPaging(0, 20, 1, to).paging, undefined);
  assert.equal(toPaging(0, 20, 1, to).exists, true);
  const { exists, paging } = toPaging(45, 20, 9, to);
  assert.equal(exists, false);
  assert.equal(paging?.previous, '/f?page=3');
  assert.equal(toPaging(45, 20, 2, to).paging?.next, '/f?page=3');
});

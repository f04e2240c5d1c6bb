import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { loadContent } from '../../content/load.ts';
import { createFinder, type FindCouncils } from './find.ts';
import { parseNext } from './views.ts';

let find: FindCouncils;
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  const { almanac } = await loadContent(folder, '2026-11-23');
  find = createFinder(almanac!.councils);
});

const CASES: [typed: string, slug: string][] = [
  ['Camden', 'camden'],
  ['camdn', 'camden'],
  ['LONDON BOROUGH OF CAMDEN', 'camden'],
  ['bumingham', 'birmingham'],
  ['RBKC', 'kensington-and-chelsea'],
  ['north yorks', 'north-yorkshire'],
  ['ynys mon', 'isle-of-anglesey'],
  ['west surrey', 'west-surrey'],
  ['derby city', 'derby'],
];
for (const [typed, slug] of CASES) {
  test(`“${typed}” finds ${slug}`, () => {
    const slugs = find(typed).map((council) => council.slug);
    assert.ok(slugs.slice(0, 3).includes(slug), slugs.slice(0, 5).join(', '));
  });
}

test('nothing, noise and hostile text find nothing or little, and never fail', () => {
  for (const typed of [
    '',
    '   ',
    'council',
    '<script>',
    "' OR 1=1 --",
    '\u202e\u0000',
    'x'.repeat(10_000),
  ]) {
    assert.ok(find(typed).length <= 20);
  }
  assert.deepEqual(find('council'), []);
});

test('only pages that take a council may follow the choice of one', () => {
  assert.equal(parseNext('/practice'), '/practice');
  assert.equal(parseNext('/outcomes/data/steps/x'), '/outcomes/data/steps/x');
  for (const bad of [
    '//evil.example',
    'https://evil.example',
    '/outcomes/../x',
    '/for/x',
    '',
    null,
  ]) {
    assert.equal(parseNext(bad), undefined);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EMPTY_DRAFT, STATUS_IDS } from './action.ts';
import type { Card } from './card.ts';
import { changesBetween, mergeEdits } from './changes.ts';
import { findCircle } from './circles.ts';
import { isSilent, reminderOf, toDigest, weekOf } from './digest.ts';
import { findInconsistencies } from './inconsistencies.ts';
import { findMentions, splitMentions } from './mentions.ts';
import { daysOf, monthFrom, monthIn } from './month.ts';
import { groupBy, inOrder } from './order.ts';
import { isWeb, toPieces } from './said.ts';
import { daysLater, standingsOf } from './standing.ts';
import { sayBeyond } from './succession.ts';
import { layTimeline } from './timeline.ts';

const TODAY = '2026-11-24';
const card = (id: string, rest: Partial<Card> = {}): Card => ({
  id,
  title: `Action ${id}`,
  outcome: 'data',
  target: 'ownership',
  fromLevel: undefined,
  toLevel: undefined,
  ownerId: 'p1',
  ownerRole: '',
  owner: 'Ada',
  former: false,
  start: '',
  due: '2026-12-24',
  status: 'agreed',
  statusNote: '',
  raise: null,
  touchedAt: '2026-11-20T10:00:00.000Z',
  version: 1,
  proved: false,
  ...rest,
});

const someDay = fc.integer({ min: -200, max: 400 }).map((days) => daysLater(TODAY, days));
const maybeDay = fc.option(someDay, { nil: '' });
const somePlan = fc
  .array(
    fc.record({
      status: fc.constantFrom(...STATUS_IDS),
      due: maybeDay,
      start: maybeDay,
      former: fc.boolean(),
      owner: fc.constantFrom('', 'Ada', 'Bob'),
      ownerId: fc.constantFrom('', 'p1', 'p2'),
      proved: fc.boolean(),
      toLevel: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
    }),
    { maxLength: 25 },
  )
  .map((all) => all.map((rest, index) => card(`a${String(index).padStart(2, '0')}`, rest)));
const someDependencies = fc.array(
  fc.tuple(fc.nat(24), fc.nat(24)).map(([a, b]) => ({
    action_id: `a${String(a).padStart(2, '0')}`,
    needs_id: `a${String(b).padStart(2, '0')}`,
  })),
  { maxLength: 40 },
);

/** Whether one can get from an id back to itself: by another way than the code under test. */
function reaches(edges: readonly { action_id: string; needs_id: string }[], from: string): boolean {
  let seen = new Set(edges.filter((edge) => edge.action_id === from).map((edge) => edge.needs_id));
  for (;;) {
    const more = new Set(seen);
    for (const { action_id, needs_id } of edges) if (seen.has(action_id)) more.add(needs_id);
    if (more.size === seen.size) return seen.has(from);
    seen = more;
  }
}

test('a circle is found when there is one and only then, and what is told is one', () => {
  fc.assert(
    fc.property(someDependencies, fc.array(fc.nat(24), { maxLength: 4 }), (known, wanted) => {
      const needs = wanted.map((each) => `a${String(each).padStart(2, '0')}`);
      const others = known.filter(({ action_id }) => action_id !== 'a00');
      const all = [...others, ...needs.map((needs_id) => ({ action_id: 'a00', needs_id }))];
      const circle = findCircle(known, 'a00', needs);
      assert.equal(circle !== undefined, reaches(all, 'a00'));
      if (!circle) return;
      assert.equal(circle[0], 'a00');
      assert.equal(new Set(circle).size, circle.length);
      for (const [index, action_id] of circle.entries()) {
        const needs_id = circle[(index + 1) % circle.length];
        assert.ok(all.some((each) => each.action_id === action_id && each.needs_id === needs_id));
      }
    }),
  );
  assert.deepEqual(findCircle([], 'a', ['a']), ['a']);
});

test('a chain as long as a plan does not exhaust the search for circles', () => {
  const chain = Array.from({ length: 5_000 }, (_, index) => ({
    action_id: `x${index}`,
    needs_id: `x${index + 1}`,
  }));
  assert.equal(findCircle(chain, 'x5000', ['x0'])?.length, 5_001);
});

test('overdue comes first, then what is blocked, then by date, and nothing is lost', () => {
  fc.assert(
    fc.property(somePlan, someDependencies, (plan, dependencies) => {
      const standings = standingsOf(plan, dependencies, TODAY);
      const ordered = inOrder(plan, standings);
      assert.deepEqual(new Set(ordered), new Set(plan));
      assert.deepEqual(inOrder(plan.toReversed(), standings), ordered, 'one order for one plan');
      const rank = (each: Card) => {
        if (each.status === 'done' || each.status === 'stopped') return 3;
        const standing = standings.get(each.id)!;
        return standing.overdue ? 0 : standing.blocked ? 1 : 2;
      };
      const ranks = ordered.map(rank);
      assert.deepEqual(ranks, ranks.toSorted());
      const groups = groupBy(ordered, ({ status }) => ({ id: status, name: status }), ['agreed']);
      assert.equal(groups.flatMap(({ cards }) => cards).length, plan.length);
      if (plan.some(({ status }) => status === 'agreed')) assert.equal(groups[0]?.id, 'agreed');
    }),
  );
});

test('what waits is blocked when it should be moving, or when what it waits for was stopped', () => {
  const blocked = (own: Partial<Card>, other: Partial<Card>) => {
    const plan = [card('a', own), card('b', other)];
    return standingsOf(plan, [{ action_id: 'a', needs_id: 'b' }], TODAY).get('a')?.blocked;
  };
  assert.equal(blocked({ start: '2027-01-01' }, {}), false, 'its time has not come');
  assert.equal(blocked({ start: TODAY }, {}), true);
  assert.equal(blocked({ status: 'in-progress' }, {}), true);
  assert.equal(blocked({ status: 'in-progress' }, { status: 'done' }), false);
  assert.equal(blocked({ start: '2027-01-01' }, { status: 'stopped' }), true);
  assert.equal(blocked({ status: 'done' }, {}), false);
});

test('each inconsistency is found where it is, and not beside it', () => {
  const rules = (plan: Card[], needs: [string, string][] = [], levels: [string, number][] = []) =>
    findInconsistencies(
      plan,
      needs.map(([action_id, needs_id]) => ({ action_id, needs_id })),
      new Map(levels),
    ).map(({ rule }) => rule);
  assert.deepEqual(rules([card('a')]), []);
  assert.deepEqual(rules([card('a', { status: 'done' })]), ['unproved']);
  assert.deepEqual(rules([card('a', { status: 'done', proved: true })]), []);
  assert.deepEqual(rules([card('a', { owner: '', ownerId: '' })]), ['unowned']);
  assert.deepEqual(rules([card('a', { owner: '', status: 'proposed' })]), []);
  assert.deepEqual(rules([card('a', { due: '' })]), ['undated']);
  assert.deepEqual(rules([card('a', { start: '2027-01-01' })]), ['backwards']);
  assert.deepEqual(rules([card('a', { former: true })]), ['left']);
  const late = card('b', { due: '2027-02-01' });
  assert.deepEqual(rules([card('a'), late], [['a', 'b']]), ['early']);
  assert.deepEqual(rules([card('a'), late], [['b', 'a']]), []);
  assert.deepEqual(rules([card('a'), card('b', { status: 'stopped' })], [['a', 'b']]), [
    'waits-for-stopped',
  ]);
  const over = card('a', { status: 'done', proved: true });
  assert.deepEqual(rules([over, late], [['a', 'b']]), ['done-before']);
  assert.deepEqual(rules([card('a', { toLevel: 3 })], [], [['data.ownership', 4]]), ['reached']);
  assert.deepEqual(rules([card('a', { toLevel: 3 })], [], [['data.ownership', 2]]), []);
  assert.deepEqual(rules([], [], [['data.ownership', 2]]), ['gap'], 'two levels below the top');
  assert.deepEqual(rules([], [], [['data.ownership', 3]]), []);
  assert.deepEqual(rules([over], [], [['data.ownership', 1]]), ['gap'], 'a done one moves nothing');
});

test('a fault names only actions of the plan, and comes once for each rule and action', () => {
  fc.assert(
    fc.property(somePlan, someDependencies, (plan, dependencies) => {
      const unique = [
        ...new Map(dependencies.map((each) => [JSON.stringify(each), each])).values(),
      ];
      const faults = findInconsistencies(plan, unique, new Map([['data.ownership', 3]]));
      const keys = faults.map((fault) =>
        fault.rule === 'gap'
          ? fault.target
          : `${fault.rule} ${fault.card.id} ${'other' in fault ? fault.other.id : ''}`,
      );
      assert.equal(new Set(keys).size, keys.length);
    }),
  );
});

test('a digest holds what concerns its reader and is none when nothing does', () => {
  fc.assert(
    fc.property(somePlan, fc.boolean(), (plan, lead) => {
      const digest = toDigest(plan, { id: 'p1', lead }, new Set(), TODAY);
      const open = plan.filter(({ status }) => status !== 'done' && status !== 'stopped');
      const own = open.filter(({ ownerId }) => ownerId === 'p1');
      const late = own.filter(({ due }) => due !== '' && due < TODAY);
      const soon = own.filter(({ due }) => due >= TODAY && due <= daysLater(TODAY, 14));
      const adrift = lead ? open.filter(({ former }) => former) : [];
      assert.equal(digest !== undefined, late.length + soon.length + adrift.length > 0);
      assert.deepEqual(digest?.overdue ?? [], late);
      assert.deepEqual(digest?.due ?? [], soon);
      assert.deepEqual(digest?.adrift ?? [], adrift);
    }),
  );
});

test('reminders come two weeks and two days before, and a silence of 60 days is asked about', () => {
  assert.equal(reminderOf(card('a', { due: '2026-12-09' }), TODAY), undefined);
  assert.equal(reminderOf(card('a', { due: '2026-12-08' }), TODAY), 14);
  assert.equal(reminderOf(card('a', { due: '2026-11-27' }), TODAY), 14);
  assert.equal(reminderOf(card('a', { due: '2026-11-26' }), TODAY), 2);
  assert.equal(reminderOf(card('a', { due: '2026-11-23' }), TODAY), undefined);
  assert.equal(reminderOf(card('a', { due: '2026-11-26', status: 'done' }), TODAY), undefined);
  assert.equal(isSilent(card('a', { touchedAt: '2026-09-25T23:00:00Z' }), TODAY), true);
  assert.equal(isSilent(card('a', { touchedAt: '2026-09-26T00:00:00Z' }), TODAY), false);
  const proposed = card('a', { touchedAt: '2025-01-01T00:00:00Z', status: 'proposed' });
  assert.equal(isSilent(proposed, TODAY), false);
  assert.deepEqual(['2026-11-22', '2026-11-23', '2026-11-29'].map(weekOf), [
    '2026-11-16',
    '2026-11-23',
    '2026-11-23',
  ]);
});

test('of two edits of one action each keeps what only it touched; both on one field is a clash', () => {
  const base = { ...EMPTY_DRAFT, title: 'A', due: '2026-12-01' };
  const { merged, clashes } = mergeEdits(
    base,
    { ...base, due: '2026-12-08', why: 'theirs' },
    { ...base, title: 'B', why: 'mine' },
  );
  assert.deepEqual(
    [merged.title, merged.due, merged.why, clashes],
    ['B', '2026-12-08', 'mine', ['why']],
  );
  const some = fc.record({ title: fc.constantFrom('A', 'B', 'C'), due: fc.constantFrom('', 'x') });
  fc.assert(
    fc.property(some, some, some, (start, one, other) => {
      const draft = (each: { title: string; due: string }) => ({ ...EMPTY_DRAFT, ...each });
      const result = mergeEdits(draft(start), draft(one), draft(other));
      if (result.clashes.length > 0) return;
      for (const field of ['title', 'due'] as const) {
        if (one[field] !== start[field]) assert.equal(result.merged[field], one[field]);
        if (other[field] !== start[field]) assert.equal(result.merged[field], other[field]);
      }
      assert.deepEqual(changesBetween(draft(start), draft(start)), {});
    }),
  );
});

const PEOPLE = [
  { id: '1', name: 'Ann Lee' },
  { id: '2', name: 'Ann Lee Smith' },
  { id: '3', name: 'İpek Şahin' },
];

test('only whole names of members are mentions, the longest first, and the text stays whole', () => {
  const found = (text: string) => findMentions(text, PEOPLE);
  assert.deepEqual(found('@Ann Lee, and @ann lee smith: look'), ['1', '2']);
  assert.deepEqual(found('mail@Ann Lee or @Ann Leeds or @Anne'), []);
  assert.deepEqual(found('@Somebody Else'), []);
  const words = fc.constantFrom(
    '@',
    'Ann',
    ' ',
    'Lee',
    'Smith',
    'İpek',
    '\n',
    'x',
    '.',
    '@Ann Lee',
  );
  fc.assert(
    fc.property(fc.array(words), (parts) => {
      const text = parts.join('');
      assert.equal(
        splitMentions(text, PEOPLE)
          .map((each) => each.text)
          .join(''),
        text,
      );
    }),
  );
});

test('only web addresses that are written out become links, and no sign is lost', () => {
  const hrefs = (text: string) => toPieces(text, PEOPLE).flatMap(({ href }) => href ?? []);
  assert.deepEqual(hrefs('See https://example.org/a?b=1, or (http://x.example).'), [
    'https://example.org/a?b=1',
    'http://x.example',
  ]);
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,<script>',
    'ftp://files.example/x',
    'mailto:a@b.example',
    '//evil.example/x',
    'example.org',
    'vbscript:x https:evil',
  ])
    assert.deepEqual(hrefs(text), [], text);
  assert.deepEqual(
    toPieces('https://leeds.gov.uk@evil.example/', PEOPLE)[0],
    { text: 'https://leeds.gov.uk', href: 'https://leeds.gov.uk' },
    'a link leads where its text says',
  );
  assert.equal(isWeb('https://user:pass@evil.example'), false);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      assert.equal(
        toPieces(text, PEOPLE)
          .map((each) => each.text)
          .join(''),
        text,
      );
    }),
  );
});

test('a month lists each day once, and what starts and is due on it', () => {
  const plan = [
    card('a', { due: '2026-11-30' }),
    card('b', { start: '2026-11-30', due: '2027-01-01' }),
    card('c', { start: '2026-11-02', due: '2026-11-02' }),
  ];
  assert.deepEqual(
    daysOf(plan, '2026-11').map(({ day, starts, due }) => [day, starts.length, due.length]),
    [
      ['2026-11-02', 0, 1],
      ['2026-11-30', 1, 1],
    ],
  );
  assert.deepEqual([monthFrom('2026-12', 1), monthFrom('2026-01', -1)], ['2027-01', '2025-12']);
  for (const asked of [null, '', '2026-13', '26-1', '<b>'])
    assert.equal(monthIn(asked, TODAY), '2026-11');
});

test('a timeline draws every dated action inside its frame, and today', () => {
  fc.assert(
    fc.property(somePlan, someDependencies, (plan, dependencies) => {
      const drawing = layTimeline(plan, dependencies, TODAY);
      assert.equal(drawing.bars.length, plan.filter(({ due }) => due !== '').length);
      for (const { x, y, width } of drawing.bars) {
        assert.ok(x >= 0 && width > 0 && x + width <= drawing.width + 8, `${x} ${width}`);
        assert.ok(y < drawing.height);
      }
      assert.ok(drawing.today !== undefined && drawing.today <= drawing.width);
    }),
  );
});

test('what goes on after the end of a council says who takes it over', () => {
  const council = {
    name: 'Old',
    end: '2027-03-31',
    successors: [{ name: 'East' }, { name: 'West' }],
  };
  const says = (due: string, status: Card['status'] = 'agreed') =>
    sayBeyond(council, { due, status });
  assert.equal(says('2027-04-01'), 'Due after Old ends. It goes to East and West.');
  assert.equal(says('2027-03-31'), undefined);
  assert.equal(says('2027-04-01', 'done'), undefined);
  assert.equal(sayBeyond({ name: 'X', successors: [], end: undefined }, card('a')), undefined);
});

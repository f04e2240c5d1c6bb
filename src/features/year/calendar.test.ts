import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import ICAL from 'ical.js';
import type { Almanac } from '../../content/almanac.ts';
import { loadContent } from '../../content/load.ts';
import { isFor, listReaders, makeCalendar } from './calendar.ts';
import { nthWeekday, whenInWords } from './when.ts';

let almanac: Almanac;
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  almanac = (await loadContent(folder, '2026-11-23')).almanac!;
});

// ical.js is Mozilla's reader: it did not write these files.
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((each) => new ICAL.Event(each));

test('every calendar is RFC 5545 by a foreign reader, and holds what is for its reader', () => {
  for (const reader of listReaders(almanac)) {
    const text = makeCalendar(almanac, reader, 'https://almanac.example');
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    const wanted = almanac.months.flatMap(({ entries }) => entries.filter((e) => isFor(reader, e)));
    const events = eventsOf(text);
    assert.equal(events.length, wanted.length);
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
    for (const event of events) assert.ok(event.startDate.isDate, event.summary);
  }
});

test('the second Tuesday comes back as the second Tuesday', () => {
  const events = eventsOf(makeCalendar(almanac, {}, ''));
  const day = events.find(({ summary }) => summary === 'Safer Internet Day')!;
  const next = day.iterator();
  const dates = [1, 2, 3].map(() => next.next().toString());
  assert.deepEqual(dates, ['2027-02-09', '2028-02-08', '2029-02-13']);
});

test('a calendar of one nation leaves out what holds elsewhere only', () => {
  const text = makeCalendar(almanac, { nation: 'Wales' }, '');
  assert.doesNotMatch(text, /strike the rate/);
  assert.match(makeCalendar(almanac, { nation: 'Northern Ireland' }, ''), /strike the rate/);
});

test('calendars are the same on every machine and run', () => {
  assert.equal(makeCalendar(almanac, {}, ''), makeCalendar(almanac, {}, ''));
});

test('days are told in words', () => {
  const say = (when: Parameters<typeof whenInWords>[0]['when']) =>
    whenInWords(when ? { when } : {}, 'May');
  assert.equal(say({ nth: 1, weekday: 'Thursday' }), 'First Thursday of May');
  assert.equal(say({ date: '2027-05-26', every: 'year' }), '26 May, every year');
  assert.equal(say({ date: '2027-05-26' }), '26 May 2027');
  assert.equal(say({ from: '2027-05-01', to: '2027-05-03' }), '1 May 2027 to 3 May 2027');
  assert.equal(say(undefined), '');
  assert.equal(nthWeekday({ nth: 3, weekday: 'Saturday' }, 3, 2027), '2027-03-20');
});

import ical, { ICalCalendarMethod } from 'ical-generator';
import type { CircleDateRow } from '../../db/tables/circles.ts';
import type { Circle } from './rules/circle.ts';
import { momentIn } from './rules/moment.ts';

/**
 * The dates of a circle as a calendar, RFC 5545. Ids stay the same, so that a calendar that is subscribed to updates its
 * entries and does not double them.
 * @param url address of the circle
 */
export function makeCalendar(
  circle: Pick<Circle, 'name'>,
  dates: readonly CircleDateRow[],
  { title, url }: { title: string; url: string },
): string {
  const calendar = ical({
    name: circle.name,
    prodId: { company: title, product: 'Learning circle', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 24 * 3600,
  });
  for (const date of dates) {
    const start = momentIn(date.day, date.time);
    calendar.createEvent({
      id: `${date.id}@digitalisation-almanac`,
      stamp: new Date(date.changed_at),
      start,
      end: new Date(start.getTime() + date.minutes * 60_000),
      summary: date.title,
      location: date.place,
      description: circle.name,
      url,
    });
  }
  return calendar.toString();
}

import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { STATUSES } from './rules/action.ts';
import type { Card } from './rules/card.ts';
import { daysLater } from './rules/standing.ts';
import { actionAddress } from './views.ts';

/**
 * Due dates as a calendar, RFC 5545: whole days that leave the reader free. Ids stay the same, so that a calendar that is
 * subscribed to moves an entry and does not double it. Nobody is named in it: calendars are shared more easily than pages.
 */
export function makeCalendar(
  cards: readonly Card[],
  {
    council,
    site,
    title,
  }: { council: { slug: string; name: string }; site: string; title: string },
): string {
  const calendar = ical({
    name: `Plan of ${council.name}`,
    prodId: { company: title, product: 'Plan', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 6 * 3600,
  });
  for (const card of cards) {
    if (!card.due) continue;
    calendar.createEvent({
      id: `${card.id}@digitalisation-almanac`,
      stamp: new Date(card.touchedAt),
      start: noon(card.due),
      end: noon(daysLater(card.due, 1)),
      allDay: true,
      summary: `Due: ${card.title}`,
      description: STATUSES[card.status],
      transparency: ICalEventTransparency.TRANSPARENT,
      url: `${site}${actionAddress(council.slug, card.id)}`,
    });
  }
  return calendar.toString();
}

// The generator writes whole days in the machine's own time zone: noon is the same day in all of Europe's.
const noon = (day: string) => new Date(`${day}T12:00:00`);

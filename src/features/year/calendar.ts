import ical, {
  ICalCalendarMethod,
  ICalEventRepeatingFreq,
  ICalEventTransparency,
  type ICalRepeatingOptions,
  ICalWeekday,
} from 'ical-generator';
import type { Almanac, Entry, Month, Role } from '../../content/almanac.ts';
import { monthName, nthWeekday } from './when.ts';

/** Whom a calendar is for; both left out: everyone. */
export interface Reader {
  nation?: string;
  role?: Role;
}

const slug = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** The address of a calendar: one file for each nation and reader role, and for all. */
export const calendarPath = ({ nation, role }: Reader): string =>
  `/year/calendar/${nation ? slug(nation) : 'all'}-${role?.id ?? 'everyone'}.ics`;

/** Every calendar that there is: all and each nation, for everyone and each role. */
export function listReaders({ about, roles }: Almanac): Reader[] {
  return [undefined, ...about.nations].flatMap((nation) =>
    [undefined, ...roles].map((role) => ({
      ...(nation ? { nation } : {}),
      ...(role ? { role } : {}),
    })),
  );
}

export const isFor = ({ nation, role }: Reader, entry: Entry): boolean =>
  (!nation || entry.nations === 'all' || entry.nations.includes(nation)) &&
  (!role || entry.roles.includes(role));

/**
 * The digital year as a calendar, RFC 5545. All entries are whole days that leave the reader free. Ids stay the same
 * from edition to edition, so that a calendar that is subscribed to updates its entries and does not double them.
 * @param url the address of the site, for links; may be empty
 */
export function makeCalendar(almanac: Almanac, reader: Reader, url: string): string {
  const { about, months } = almanac;
  const year = Number(about.published.slice(0, 4)) + 1;
  const stamp = new Date(`${about.published}T00:00:00Z`);
  const whom = [reader.nation, reader.role?.name].filter(Boolean).join(', ');
  const calendar = ical({
    name: `The digital year${whom ? `: ${whom}` : ''}`,
    description: `${about.title}, edition ${about.edition}`,
    prodId: { company: about.title, product: 'The digital year', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 7 * 24 * 3600,
  });
  for (const month of months) {
    for (const entry of month.entries) {
      if (!isFor(reader, entry)) continue;
      const { start, end, repeating } = datesOf(entry, month, year);
      calendar.createEvent({
        id: `${entry.id}@digitalisation-almanac`,
        stamp,
        start: noon(start),
        end: noon(end),
        allDay: true,
        ...(repeating ? { repeating } : {}),
        summary: entry.when ? entry.title : `${monthName(month)}: ${entry.title}`,
        description: entry.what,
        transparency: ICalEventTransparency.TRANSPARENT,
        categories: entry.outcomes.map(({ name }) => ({ name })),
        ...(url ? { url: `${url}/year/${month.slug}#${entry.id}` } : {}),
      });
    }
  }
  return calendar.toString();
}

function datesOf(
  { when }: Entry,
  month: Month,
  year: number,
): { start: string; end: string; repeating?: ICalRepeatingOptions } {
  const yearly = { freq: ICalEventRepeatingFreq.YEARLY };
  if (!when) {
    const first = `${year}-${String(month.number).padStart(2, '0')}-01`;
    return { start: first, end: nextDay(first), repeating: yearly };
  }
  if ('nth' in when) {
    const start = nthWeekday(when, month.number, year);
    const byDay = ICalWeekday[when.weekday.slice(0, 2).toUpperCase() as keyof typeof ICalWeekday];
    const rule = { ...yearly, byMonth: month.number, byDay, bySetPos: when.nth };
    return { start, end: nextDay(start), repeating: rule };
  }
  if ('from' in when) return { start: when.from, end: nextDay(when.to) };
  const once = { start: when.date, end: nextDay(when.date) };
  return when.every ? { ...once, repeating: yearly } : once;
}

// The generator writes whole days in the machine's own time zone: noon is the same day in all of Europe's.
const noon = (day: string) => new Date(`${day}T12:00:00`);
const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

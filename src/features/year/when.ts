import type { Entry, Month } from '../../content/almanac.ts';
import { isoDate, writtenDate } from '../../lib/dates.ts';

const ORDINALS = ['', 'First', 'Second', 'Third', 'Fourth'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** When an entry comes, in words; empty when only its month is known. */
export function whenInWords({ when }: Pick<Entry, 'when'>, month: string): string {
  if (!when) return '';
  if ('nth' in when) return `${ORDINALS[when.nth]} ${when.weekday} of ${month}`;
  if ('from' in when) return `${writtenDate(when.from)} to ${writtenDate(when.to)}`;
  return when.every
    ? writtenDate(when.date).replace(/ \d{4}$/, ', every year')
    : writtenDate(when.date);
}

/** Place in the month for sorting: its day, or 0 for what has the whole month. */
export function dayInMonth({ when }: Pick<Entry, 'when'>, month: number, year: number): number {
  if (!when) return 0;
  if ('nth' in when) return Number(nthWeekday(when, month, year).slice(8));
  return Number(('from' in when ? when.from : when.date).slice(8));
}

/** The date of such as the second Tuesday of a month. @param month 1 is January @returns an ISO date */
export function nthWeekday(
  { nth, weekday }: { nth: number; weekday: string },
  month: number,
  year: number,
): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const offset = (WEEKDAYS.indexOf(weekday) - first + 7) % 7;
  return isoDate(new Date(Date.UTC(year, month - 1, 1 + offset + (nth - 1) * 7)));
}

export const monthName = ({ slug }: Pick<Month, 'slug'>): string =>
  slug.charAt(0).toUpperCase() + slug.slice(1);

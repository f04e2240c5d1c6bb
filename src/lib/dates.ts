/** An ISO date (`2026-11-23`) of a moment, in UTC. The clock is the caller's. */
export const isoDate = (moment: Date): string => moment.toISOString().slice(0, 10);

// Making a formatter takes longer than rendering a small page: one does for all.
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/**
 * A date as people write it in Britain.
 * @param iso `2027-11-30`, `2024-12` or `2024`
 * @returns `30 November 2027`, `December 2024` or `2024`; anything else comes back unchanged
 */
export function writtenDate(iso: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(iso) ?? [];
  if (!year) return iso;
  if (!month) return year;
  const name = monthName.format(Date.UTC(2000, Number(month) - 1));
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** The ISO date some days after another; before it with a negative number. */
export const daysAfter = (day: string, days: number): string =>
  isoDate(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));

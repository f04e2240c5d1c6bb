// Making a formatter takes long: one does for all.
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/**
 * The moment at which clocks in Britain show a time. In the hour that is left out in spring it is the hour after; in the
 * one that comes twice in autumn, the first.
 * @param day ISO date @param time `09:30`
 */
export function momentIn(day: string, time: string): Date {
  const utc = Date.parse(`${day}T${time}:00Z`);
  // In summer clocks there are an hour ahead.
  const summer = new Date(utc - 3_600_000);
  return shownIn(summer) === `${day} ${time}` ? summer : new Date(utc);
}

function shownIn(moment: Date): string {
  const part = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { daysAfter, isoDate } from '../../lib/dates.ts';
import { queueNotice } from '../../mail/notices.ts';
import { closeCircle } from './circles.ts';
import type { CircleNeeds } from './needs.ts';
import { gatherReport } from './report.ts';
import { GRACE_DAYS, toCircle } from './rules/circle.ts';

const MOST = 200;

/**
 * Ends circles, once a day: on its last day a circle's leads are asked for what they learned, and two weeks later it
 * closes with what was done. Done twice it does nothing more.
 */
export async function tendCircles(
  needs: Pick<CircleNeeds, 'site' | 'title' | 'listLeads' | 'readActions'>,
  handle: Handle,
  now: Date,
): Promise<{ reminded: number; closed: number }> {
  const today = isoDate(now);
  const open = () =>
    handle
      .selectFrom('circle')
      .selectAll()
      .where('closed_at', 'is', null)
      .orderBy('ends_on')
      .orderBy('id')
      .limit(MOST);
  const over = await open().where('ends_on', '<', daysAfter(today, -GRACE_DAYS)).execute();
  for (const row of over) {
    const circle = toCircle(row);
    const report = await gatherReport(needs, handle, circle);
    await closeCircle(handle, circle.id, JSON.stringify(report), now);
    for (const council of circle.members)
      await writeAudit(
        handle,
        { council, action: 'circle.closed', detail: { circle: circle.id } },
        now,
      );
  }
  const due = await open().where('ends_on', '<=', today).where('reminded_at', 'is', null).execute();
  for (const row of due) {
    const { id, name, members } = toCircle(row);
    await handle
      .updateTable('circle')
      .set({ reminded_at: now.toISOString() })
      .where('id', '=', id)
      .execute();
    const body = [
      `The learning circle “${name}” has come to its last day.`,
      `Say what you learned, and close it: ${needs.site}/circles/${id}`,
      `If nobody does, it closes in ${GRACE_DAYS} days with a list of what was done.`,
      `${needs.title}\n${needs.site}`,
    ].join('\n\n');
    const letter = { site: needs.site, subject: `${name}: the last day`, body };
    for (const council of members)
      for (const lead of await needs.listLeads(handle, council))
        await queueNotice(handle, lead, 'circle', letter, now);
  }
  return { reminded: due.length, closed: over.length };
}

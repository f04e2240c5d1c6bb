import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { KnownError } from '../../lib/errors.ts';
import { membershipOf, type Visit } from '../../web/visits/visit.ts';
import { findCircle } from './circles.ts';
import type { CircleNeeds } from './needs.ts';
import { type Circle, partOf, stageOf } from './rules/circle.ts';

export const circlePath = (council: string, circle?: string): string =>
  `/my/${council}/circles${circle ? `/${circle}` : ''}`;

const NONE = 'There is no such learning circle of this council.';

/** Does work on a circle that the visit's council is in, or is asked to join. @throws KnownError 404 for any other */
export function withAnyPart<T>(
  { database }: Pick<CircleNeeds, 'database'>,
  visit: Visit,
  work: (handle: Handle, circle: Circle) => Promise<T>,
): Promise<T> {
  const { council } = membershipOf(visit);
  return transact(database, { council }, async (handle) => {
    const circle = await findCircle(handle, council, visit.params.circle ?? '');
    if (!circle) throw new KnownError(404, NONE);
    return work(handle, circle);
  });
}

/** The same, for members alone. */
export const withMember: typeof withAnyPart = (needs, visit, work) =>
  withAnyPart(needs, visit, (handle, circle) => {
    if (partOf(circle, membershipOf(visit).council) !== 'member') throw new KnownError(404, NONE);
    return work(handle, circle);
  });

export const isClosed = (circle: Circle, { now }: Visit): boolean =>
  stageOf(circle, isoDate(now)) === 'closed';

export const CHANGED_SINCE =
  'Somebody changed this since you opened the page. What you typed is below. Compare it with how it stands now, and send it again if it should stay.';

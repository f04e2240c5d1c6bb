import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { findRefusal, NOTICES, type Notice, refuseByLink } from '../../mail/notices.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';

/** Refusing a kind of mail by the link in it: a button for people, one request for mail programs (RFC 8058). */
export function refusalRoutes({ database, show }: { database: Database; show: Show }): Route[] {
  const over = (visit: Visit) =>
    show(visit, 'confirm-over.njk', 'This link is used up or too old', {}, 410);
  const page = async (visit: Visit): Promise<Reply> => {
    const link = await transact(database, 'everyone', (handle) =>
      findRefusal(handle, visit.params.secret ?? ''),
    );
    if (!link) return over(visit);
    return show(visit, 'refuse.njk', 'No more mail of this kind', {
      kind: NOTICES[link.kind as Notice],
    });
  };
  const refuse = async (visit: Visit): Promise<Reply> => {
    const kind = await transact(database, 'everyone', (handle) =>
      refuseByLink(handle, visit.params.secret ?? ''),
    );
    if (!kind) return over(visit);
    const text = 'We send you no more mail of this kind. You can change that on your account page.';
    return show(visit, 'confirmed.njk', 'No more mail of this kind', { text });
  };
  const path = '/refuse/:secret';
  return [
    { method: 'GET', path, access: 'anyone', handle: page },
    // A mail program has no hidden field. The secret in the address is proof enough for so small a change.
    { method: 'POST', path, access: 'anyone', handle: refuse, keepsForm: true },
  ];
}

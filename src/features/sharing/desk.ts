import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { findPersonalData } from '../../web/forms/personal-data.ts';
import type { Reply, Visit } from '../../web/visits/visit.ts';
import { type Draft, findDraft } from './drafts.ts';
import type { SharingNeeds } from './needs.ts';
import { passagesOf } from './rules/complete.ts';
import { PARTS, type PartId, type Parts } from './rules/fields.ts';

/** Does work on the write-up that the address names, in one transaction. @throws KnownError 404 when there is none */
export const withDraft = (
  { database }: Pick<SharingNeeds, 'database'>,
  visit: Visit,
  work: (handle: Handle, draft: Draft) => Promise<Reply>,
): Promise<Reply> =>
  // Its authors come from several councils; who may open it is asked at the door.
  transact(database, 'everyone', async (handle) => work(handle, await getDraft(handle, visit)));

export async function getDraft(handle: Handle, visit: Visit): Promise<Draft> {
  const draft = await findDraft(handle, visit.params.draft ?? '');
  if (!draft) throw new KnownError(404, 'There is no such write-up.');
  return draft;
}

/** Whether its authors can change it now. */
export const isOpen = ({ state, withdrawn_at }: Draft): boolean =>
  state !== 'submitted' && !withdrawn_at;

export const partOf = (visit: Visit): PartId => {
  const part = visit.params.part ?? '';
  if (!Object.hasOwn(PARTS, part) || part === 'pictures')
    throw new KnownError(404, 'There is no such part.');
  return part as PartId;
};

export interface Finding {
  part: string;
  href: string;
  kind: string;
  found: string;
}

const MOST_FINDINGS = 30;

/** What looks like personal data in a write-up, with the part in which it stands. */
export const findingsOf = (id: string, parts: Parts): Finding[] =>
  passagesOf(parts)
    .flatMap(({ part, text }) =>
      findPersonalData(text).map(({ kind, found }) => ({
        part: PARTS[part],
        href: `/share/${id}/${part}`,
        kind,
        found,
      })),
    )
    .slice(0, MOST_FINDINGS);

/** How a write-up stands, in words. */
export function stateOf(draft: Draft): { tag: string; says: string } {
  if (draft.withdrawn_at)
    return { tag: 'Withdrawn', says: 'Its address says that it is gone, and why.' };
  if (draft.state === 'submitted')
    return {
      tag: 'With the editors',
      says: 'Nobody can change it until they answer, or you take it back.',
    };
  if (draft.state === 'returned')
    return { tag: 'Returned', says: 'The editors’ comments stand beside the parts.' };
  if (draft.live !== null)
    return {
      tag: 'Published',
      says: 'You can change it here. Readers see the change when an editor has checked it.',
    };
  return { tag: 'Draft', says: 'Only its authors and the leads of its council can see it.' };
}

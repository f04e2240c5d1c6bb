import type { Handle } from '../../db/connect.ts';
import type { Visit } from '../../web/visits/visit.ts';
import type { Place, TalkNeeds } from './needs.ts';
import type { Reader } from './rules/visibility.ts';
import { mayReadThread } from './rules/visibility.ts';
import { findThread, type Thread } from './threads.ts';

/** Who reads, and the councils that they may write from. */
export async function readerOf(
  handle: Handle,
  { listPlaces }: Pick<TalkNeeds, 'listPlaces'>,
  { visitor }: Pick<Visit, 'visitor'>,
): Promise<{ reader: Reader; places: Place[] }> {
  const places = visitor ? await listPlaces(handle, visitor.id) : [];
  const reader = {
    person: visitor?.id,
    member: places.length > 0,
    editor: (visitor?.platformRoles.length ?? 0) > 0,
  };
  return { reader, places };
}

/** A conversation that somebody may read; nothing for any other, as if it were not there. */
export async function findThreadFor(
  handle: Handle,
  id: string,
  reader: Reader,
): Promise<Thread | undefined> {
  const thread = await findThread(handle, id);
  if (!thread) return undefined;
  const { audience, state, person_id: asker } = thread;
  return mayReadThread({ audience, question: { state }, asker }, reader) ? thread : undefined;
}

import type { Audience, PostState } from '../../../db/tables/conversation.ts';

/** Somebody who would read. */
export interface Reader {
  /** Nothing for a stranger. */
  person: string | undefined;
  /** Belongs to a council here, and is not suspended there. */
  member: boolean;
  editor: boolean;
}

export const STRANGER: Reader = { person: undefined, member: false, editor: false };

/**
 * Whether somebody may read a conversation: the question must be out of an editor's hands, and the asker's choice of
 * readers is kept. Who asked sees their own question while it waits. Editors see all: they have to judge it.
 */
export function mayReadThread(
  {
    audience,
    question,
    asker,
  }: { audience: Audience; question: { state: PostState }; asker: string },
  reader: Reader,
): boolean {
  if (reader.editor) return true;
  const own = reader.person !== undefined && reader.person === asker;
  if (audience === 'councils' && !reader.member) return false;
  if (question.state === 'shown' || question.state === 'withdrawn') return true;
  return own;
}

/** Whether the words of one post of a conversation that somebody may read are for them. */
export function mayReadPost(
  { state, author }: { state: PostState; author: string },
  reader: Reader,
): boolean {
  if (state === 'shown') return true;
  if (state === 'withdrawn') return false;
  return reader.editor || (reader.person !== undefined && reader.person === author);
}

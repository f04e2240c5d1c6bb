import type { Handle } from './db/connect.ts';
import { forgetPosts, readPosts } from './features/conversation/person.ts';
import { forgetFollowing, readFollowing } from './features/following/follows.ts';
import { forgetModeration, readModeration } from './features/moderation/person.ts';

/** What features besides the account itself keep of a person, for the file that the person takes away. */
export const readOther = async (
  handle: Handle,
  person: string,
): Promise<Record<string, object>> => ({
  posts: await readPosts(handle, person),
  following: await readFollowing(handle, person),
  moderation: await readModeration(handle, person),
});

/** Forgets it with the account. */
export async function forgetOther(handle: Handle, person: string): Promise<void> {
  await forgetPosts(handle, person);
  await forgetFollowing(handle, person);
  await forgetModeration(handle, person);
}

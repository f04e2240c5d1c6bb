import type { Handle } from './db/connect.ts';
import { forgetCircles, readCircles } from './features/circles/person.ts';
import { forgetTogether, readTogether } from './features/together/person.ts';

/** What features besides the account itself keep of a person, for the file that the person takes away. */
export const readOther = async (
  handle: Handle,
  person: string,
): Promise<Record<string, object>> => ({
  together: await readTogether(handle, person),
  circles: await readCircles(handle, person),
});

/** Forgets it with the account. */
export async function forgetOther(handle: Handle, person: string): Promise<void> {
  await forgetTogether(handle, person);
  await forgetCircles(handle, person);
}

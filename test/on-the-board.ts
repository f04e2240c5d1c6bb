import type { FastifyInstance } from 'fastify';
import type { Database, Handle } from '../src/db/connect.ts';
import type { CouncilRole } from '../src/db/tables/councils.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { namePerson } from '../src/features/space/people.ts';
import { addListing, type Content, findListing, putUp } from '../src/features/together/listings.ts';
import { type Browser, signedIn } from './browser-session.ts';

/** Somebody with a place at a council, signed in. @param now must fit the clock of the application */
export async function placed(
  app: FastifyInstance,
  database: Database,
  council: string,
  {
    role = 'lead',
    name = `${council} ${role}`,
    now = new Date(),
  }: {
    role?: CouncilRole;
    name?: string;
    now?: Date;
  } = {},
): Promise<{ browser: Browser; id: string; email: string }> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@${council}.example`;
  const id = await transact(database, 'everyone', async (handle) => {
    const person = await findOrAddPerson(handle, email, now);
    await namePerson(handle, person.id, name);
    await addMember(handle, council, { person: person.id, role, perspective: null }, now);
    return person.id;
  });
  return { browser: await signedIn(app, database, email, now), id, email };
}

/** What a listing says where a test does not care. */
export const LISTING: Content = {
  kind: 'need',
  help: 'time',
  title: 'A council to share a data officer with',
  body: 'Two days a week each.\n\nSee https://www.example.org/post for the post.',
  ties: ['data'],
  for_nation: '',
  for_region: '',
  for_type: '',
  visibility: 'public',
  ends_on: '2027-02-20',
};

/** Puts a listing on the board. @returns its id */
export async function post(
  handle: Handle,
  council: string,
  person: string,
  content: Partial<Content> = {},
  now = new Date('2026-11-24T10:00:00Z'),
): Promise<string> {
  const id = await addListing(handle, council, { ...LISTING, ...content, person }, now);
  const row = (await findListing(handle, council, id))!;
  await putUp(handle, council, row, now);
  return id;
}

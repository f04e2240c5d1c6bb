import { z } from 'zod';
import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { choice, email } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText, type Show } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { givePlatformRole, listPlatformRoles, takePlatformRole } from './platform-roles.ts';

interface WaitingRequest {
  id: string;
  council: string;
  name: string;
  email: string | null;
  message: string;
  created_at: string;
}

export interface AdminNeeds {
  database: Database;
  show: Show;
  nameOf(council: string): string | undefined;
  /** Requests to join a council that wait for an answer. */
  listRequests(handle: Handle): Promise<WaitingRequest[]>;
}

const ROLES = ['editor', 'administrator'] as const;
const giveSchema = z.object({ email, role: choice(ROLES, 'Choose editor or administrator') });
const takeSchema = z.object({ role: choice(ROLES, 'Choose editor or administrator') });
const DONE = {
  given: 'The role is given.',
  taken: 'The role is taken away.',
  last: 'The last administrator stays one.',
};

/** For editors and administrators of the almanac: requests that no lead can decide, and who holds a role. */
export function adminRoutes({ database, show, nameOf, listRequests }: AdminNeeds): Route[] {
  const requests = async (visit: Visit): Promise<Reply> => {
    const rows = await transact(database, 'everyone', listRequests);
    return show(visit, 'admin-requests.njk', 'Asking to join', {
      form: toFormView(visit),
      administrator: visitorOf(visit).platformRoles.includes('administrator'),
      requests: rows.map((row) => ({
        name: row.name,
        email: row.email,
        message: row.message,
        asked: row.created_at.slice(0, 10),
        council: nameOf(row.council) ?? row.council,
        decide: `/admin/requests/${row.council}/${row.id}`,
      })),
    });
  };

  const people = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const holders = await transact(database, 'everyone', listPlatformRoles);
    return show(
      visit,
      'admin-people.njk',
      'Editors and administrators',
      {
        form: toFormView(visit, typed, problems),
        holders: holders.map(({ given_at, ...rest }) => ({
          ...rest,
          since: given_at.slice(0, 10),
        })),
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  const give = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, giveSchema);
    if (failed(parsed)) return people(visit, parsed.typed, parsed.problems);
    const { id } = visitorOf(visit);
    const { email: to, role } = parsed.value;
    const result = await transact(database, 'everyone', (handle) =>
      givePlatformRole(handle, to, role, visit.now, id),
    );
    if (result === 'given') return redirect('/admin/people?done=given');
    const text =
      result === 'had it'
        ? 'This person has that role'
        : 'Nobody with this address has signed in yet';
    return people(visit, parsed.typed, [{ field: 'email', text }]);
  };

  const take = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, takeSchema);
    if (failed(parsed)) return people(visit, parsed.typed, parsed.problems);
    const { id: by } = visitorOf(visit);
    const taken = await transact(database, 'everyone', (handle) =>
      takePlatformRole(handle, visit.params.person ?? '', parsed.value.role, visit.now, by),
    );
    return redirect(`/admin/people?done=${taken ? 'taken' : 'last'}`);
  };

  const path = '/admin/people';
  return [
    { method: 'GET', path: '/admin/requests', access: 'editor', handle: requests },
    { method: 'GET', path, access: 'administrator', handle: (visit) => people(visit) },
    { method: 'POST', path, access: 'administrator', handle: give, keepsForm: true },
    {
      method: 'POST',
      path: `${path}/:person/take`,
      access: 'administrator',
      handle: take,
      keepsForm: true,
    },
  ];
}

import type { Handle } from '../../db/connect.ts';
import type { AuditRow } from '../../db/tables/councils.ts';

export interface LogLine {
  id: string;
  at: string;
  who: string;
  action: string;
  /** The person it was done to. */
  whom: string | undefined;
  detail: string;
}

const FORMER = 'A former member';
const UNNAMED = 'Somebody who gave no name';

/**
 * What was done in a council, latest first.
 * @param before id of a line: only what came earlier
 */
export async function listLog(
  handle: Handle,
  council: string,
  before: string | undefined,
  most: number,
): Promise<LogLine[]> {
  let query = linesOf(handle, council, most);
  if (before) query = query.where('id', '<', before);
  return withNames(handle, await query.execute());
}

/** The last of some kinds of thing done in a council, latest first. @param actions as they stand in the log */
export const listNews = async (
  handle: Handle,
  council: string,
  actions: readonly string[],
  most: number,
): Promise<LogLine[]> =>
  withNames(handle, await linesOf(handle, council, most).where('action', 'in', actions).execute());

const linesOf = (handle: Handle, council: string, most: number) =>
  handle
    .selectFrom('audit')
    .selectAll()
    .where('council', '=', council)
    .orderBy('id', 'desc')
    .limit(most);

async function withNames(handle: Handle, rows: readonly AuditRow[]): Promise<LogLine[]> {
  const about = rows.map(({ detail }) => (JSON.parse(detail) as { of?: string }).of);
  const ids = [...new Set([...rows.map(({ person_id }) => person_id), ...about])].filter(
    (id) => typeof id === 'string',
  );
  const people = ids.length
    ? await handle
        .selectFrom('person')
        .select(['id', 'name', 'deleted_at'])
        .where('id', 'in', ids)
        .execute()
    : [];
  const names = new Map(
    people.map(({ id, name, deleted_at: gone }) => [id, name || (gone ? FORMER : UNNAMED)]),
  );
  return rows.map((row, index) => ({
    id: row.id,
    at: row.at,
    who: row.person_id ? (names.get(row.person_id) ?? FORMER) : 'The almanac',
    action: row.action,
    whom: about[index] ? (names.get(about[index]) ?? FORMER) : undefined,
    detail: row.detail,
  }));
}

/** Those of them that every member may hear of. */
export const SPACE_NEWS = ['space.started', 'member.joined', 'member.left', 'request.approved'];

/** What the actions of this feature are called in the log. */
export const SPACE_ACTIONS: Record<string, string> = {
  'space.started': 'Started the council’s space',
  'member.joined': 'Joined',
  'member.invited': 'Invited a colleague',
  'invitation.withdrawn': 'Withdrew an invitation',
  'member.changed': 'Changed what a person may do',
  'member.removed': 'Removed a person',
  'member.left': 'Left',
  'request.made': 'Asked to join',
  'request.approved': 'Approved a request to join',
  'request.declined': 'Declined a request to join',
};

import { newId } from '../lib/ids.ts';
import type { Handle } from './connect.ts';

export interface AuditEntry {
  council?: string;
  /** Who did it; nothing when the almanac did it by itself. */
  person?: string;
  /** What was done, as `subject.verb`, such as `member.role-changed`. */
  action: string;
  /** What it was about: ids and choices, never names, addresses or free text of people. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes what was done, in the transaction of the change. */
export async function writeAudit(
  handle: Handle,
  { council, person, action, detail = {} }: AuditEntry,
  now: Date,
): Promise<void> {
  await handle
    .insertInto('audit')
    .values({
      id: newId(),
      at: now.toISOString(),
      council: council ?? null,
      person_id: person ?? null,
      action,
      detail: JSON.stringify(detail),
    })
    .execute();
}

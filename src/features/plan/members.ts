import { transact } from '../../db/transact.ts';
import { membershipOf, type Visit } from '../../web/visits/visit.ts';
import { activeOf, type Colleague, type PlanNeeds } from './needs.ts';

/** Those who can own an action or be mentioned, by name. */
export async function readMembers(needs: PlanNeeds, visit: Visit): Promise<Colleague[]> {
  const { council } = membershipOf(visit);
  const all = await transact(needs.database, { council }, (handle) =>
    needs.listMembers(handle, council),
  );
  return activeOf(all).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

import type { Handle } from '../../db/connect.ts';
import { MOST_ACTIONS } from './actions.ts';
import { bareWords } from './rules/action.ts';
import { type Card, toCard } from './rules/card.ts';

/**
 * As much of every action of a plan as lists show, in the order in which they were made. All of them at once: which are
 * overdue or blocked hangs on the others, and 2,000 are read in a few milliseconds.
 * @param words only those that hold all of these words
 */
export async function listCards(handle: Handle, council: string, words = ''): Promise<Card[]> {
  let query = handle
    .selectFrom('action')
    .leftJoin('member', (join) =>
      join
        .onRef('member.person_id', '=', 'action.owner_id')
        .onRef('member.council', '=', 'action.council'),
    )
    .leftJoin('person', 'person.id', 'action.owner_id')
    .select([
      ...(['action.id', 'title', 'outcome', 'target', 'from_level', 'to_level'] as const),
      ...(['owner_id', 'owner_role', 'start_on', 'due_on', 'status', 'status_note'] as const),
      ...(['raise', 'touched_at', 'action.version', 'member.id as member_id'] as const),
      'person.name as owner_name',
    ])
    .select((select) =>
      select
        .case()
        .when(
          select.or([
            select('evidence', '<>', ''),
            select('figure', '<>', ''),
            select('links', '<>', '[]'),
          ]),
        )
        .then(1)
        .else(0)
        .end()
        .as('proved'),
    )
    .where('action.council', '=', council)
    .orderBy('action.id')
    .limit(MOST_ACTIONS);
  for (const word of bareWords([words]).split(' ').filter(Boolean).slice(0, MOST_WORDS))
    query = query.where('words', 'like', `%${word.replaceAll(/[%_\\]/g, '')}%`);
  return (await query.execute()).map(toCard);
}
const MOST_WORDS = 8;

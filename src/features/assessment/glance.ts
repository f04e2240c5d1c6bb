import type { Almanac } from '../../content/almanac.ts';
import type { Handle } from '../../db/connect.ts';
import type { SheetRow } from '../../db/tables/assessment.ts';
import { isoDate, writtenDate } from '../../lib/dates.ts';
import { membershipOf, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import { countVoices, findAgreedSheet, listRounds } from './rounds.ts';
import { progressOf } from './rules/answers.ts';
import { itemsOfRound } from './rules/round-items.ts';

/**
 * The latest round of a council at a glance: how far it is, and what waits for the person who looks. How many have begun
 * is told to all members; nothing of what they said.
 */
export const glanceAtRounds =
  (almanac: Almanac) => async (handle: Handle, council: string, visit: Visit) => {
    const [round] = await listRounds(handle, council);
    if (!round) return [];
    const { role } = membershipOf(visit);
    const href = `/my/${council}/assessment/${round.id}`;
    const items = itemsOfRound(almanac, round);
    const progress = async (sheet: SheetRow | undefined) =>
      progressOf(items, sheet ? await readAnswers(handle, sheet) : new Map());
    if (!round.closed_at) {
      const voices = await countVoices(handle, council, round.id);
      const askable = await countAskable(handle, council);
      const mine = await progress(await findVoice(handle, council, round.id, visitorOf(visit).id));
      const over = round.closes_on < isoDate(visit.now);
      const waits = role !== 'viewer' && mine.answered < mine.of;
      const verb = mine.answered > 0 ? 'Go on answering' : 'Answer';
      return [
        {
          title: round.name,
          href,
          says: `${voices.people} of ${askable} ${askable === 1 ? 'person' : 'people'} who may answer ${voices.people === 1 ? 'has' : 'have'} begun. ${over ? 'Its last day was' : 'Answers until'} ${writtenDate(round.closes_on)}.`,
          progress: { done: Math.min(voices.people, askable), of: askable },
          waiting: [
            ...(waits
              ? [
                  {
                    text: `${verb}: ${round.name}, ${mine.answered} of ${mine.of} so far`,
                    href: `${href}/mine/check`,
                    by: round.closes_on,
                  },
                ]
              : []),
            ...(over && role === 'lead' ? [{ text: `Close ${round.name}`, href }] : []),
          ],
        },
      ];
    }
    const agreed = await progress(await findAgreedSheet(handle, council, round.id));
    const whole = agreed.answered === agreed.of;
    return [
      {
        title: round.name,
        href: whole ? `${href}/results` : href,
        says: `Closed on ${writtenDate(round.closed_at.slice(0, 10))}. ${agreed.answered} of ${agreed.of} answers are agreed.`,
        progress: { done: agreed.answered, of: agreed.of },
        waiting:
          role === 'lead' && !whole
            ? [{ text: `Agree on the answers of ${round.name}`, href: `${href}/agreed/check` }]
            : [],
      },
    ];
  };

const findVoice = (
  handle: Handle,
  council: string,
  round: string,
  person: string,
): Promise<SheetRow | undefined> =>
  handle
    .selectFrom('sheet')
    .selectAll()
    .where('council', '=', council)
    .where('round_id', '=', round)
    .where('person_id', '=', person)
    .executeTakeFirst();

/** How many members may answer. */
async function countAskable(handle: Handle, council: string): Promise<number> {
  const { count } = await handle
    .selectFrom('member')
    .select((select) => select.fn.countAll<string | number>().as('count'))
    .where('council', '=', council)
    .where('role', '<>', 'viewer')
    .where('suspended', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(count);
}

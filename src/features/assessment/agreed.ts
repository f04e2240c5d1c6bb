import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { membershipOf, type Visit, visitorOf } from '../../web/visits/visit.ts';
import type { Given } from './answers.ts';
import type { Desk } from './needs.ts';
import { writeEvent } from './round-events.ts';
import type { Answer } from './rules/answers.ts';
import type { Item } from './rules/items.ts';
import { answerInWords } from './views.ts';

interface Set {
  item: Item;
  given: Given;
  /** What stood there when the page was made. */
  before: Answer | undefined;
  /** `kept`, or what stands there in its place. */
  result: 'kept' | Answer;
}

/**
 * Writes into the log of the round what became of an agreed answer. Of two leads who answer at the same moment, the
 * first answer stands and the second is kept here, so that neither is lost.
 */
export async function noteAgreed(
  handle: Handle,
  visit: Visit,
  { sheet }: Desk,
  { item, given, before, result }: Set,
): Promise<void> {
  const { council } = membershipOf(visit);
  const person = visitorOf(visit).id;
  const round = sheet.round_id ?? '';
  const words = (answer: Given | undefined) =>
    answer ? answerInWords(item, { ...answer, answeredAt: '', version: 1 }) : 'no answer';
  const told = (given.note ? `. ${given.note}` : '').slice(0, 500);
  if (result !== 'kept') {
    const says = `“${words(given)}”${told}, while “${words(result)}” was set by somebody else.`;
    await writeEvent(
      handle,
      council,
      { round, item: item.id, person, kind: 'conflict', says },
      visit.now,
    );
    return;
  }
  if (before?.choice === given.choice) return;
  const says = `From “${words(before)}” to “${words(given)}”.`;
  await writeEvent(
    handle,
    council,
    { round, item: item.id, person, kind: 'agreed', says },
    visit.now,
  );
  const detail = { round, item: item.id, choice: String(given.choice) };
  await writeAudit(handle, { council, person, action: 'answer.agreed', detail }, visit.now);
}

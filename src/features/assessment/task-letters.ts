import type { Handle } from '../../db/connect.ts';
import type { RoundRow } from '../../db/tables/assessment.ts';
import { queueNotice } from '../../mail/notices.ts';
import type { AssessmentNeeds } from './needs.ts';
import type { EventKind } from './round-events.ts';
import type { Item } from './rules/items.ts';

const SAYS: Partial<Record<EventKind, (what: string) => [subject: string, body: string]>> = {
  asked: (what) => [
    `You are asked: ${what}`,
    `A lead asks you to propose what the council should answer about “${what}”.`,
  ],
  answered: (what) => [
    `Answered: ${what}`,
    `Your colleague proposed an answer about “${what}”. Take it as agreed, or give it back with a question.`,
  ],
  returned: (what) => [
    `One more question: ${what}`,
    `A lead gave your answer about “${what}” back with a question.`,
  ],
  'task-settled': (what) => [`Agreed: ${what}`, `Your answer about “${what}” is agreed now.`],
  withdrawn: (what) => [
    `No longer needed: ${what}`,
    `A lead took the question about “${what}” back. You need do nothing.`,
  ],
};

/** Tells the other side of a task what happened, unless they refused such mail or belong to the council no more. */
export async function noticeOfTask(
  handle: Handle,
  { site, almanac }: Pick<AssessmentNeeds, 'site' | 'almanac'>,
  about: { to: string; council: string; round: RoundRow; item: Item; kind: EventKind },
  now: Date,
): Promise<void> {
  const { to, council, round, item, kind } = about;
  const says = SAYS[kind]?.(`${item.outcome.name}: ${item.name}`);
  const person = await handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'email'])
    .where('council', '=', council)
    .where('person_id', '=', to)
    .where('suspended', '=', 0)
    .executeTakeFirst();
  if (!says || !person) return;
  const [subject, body] = says;
  const where = `${site}/my/${council}/assessment/${round.id}/tasks/${item.id}`;
  const lines = [body, `It is part of “${round.name}”. Open it: ${where}`, almanac.about.title];
  await queueNotice(
    handle,
    person,
    'assessment-task',
    { site, subject, body: lines.join('\n\n') },
    now,
  );
}

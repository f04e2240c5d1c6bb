import { isOpen } from './action.ts';
import type { Card } from './card.ts';
import type { Dependencies } from './standing.ts';

/** What does not hold together in a plan, by the rule that says so. */
export type Fault =
  | { rule: 'unproved' | 'unowned' | 'undated' | 'backwards' | 'left' | 'reached'; card: Card }
  | { rule: 'early' | 'waits-for-stopped' | 'done-before'; card: Card; other: Card }
  | { rule: 'gap'; target: string; from: number };

export type Rule = Fault['rule'];

/** The rules in the order of the page, each with what it is called and what to do about it. */
export const RULES: Record<Rule, { name: string; says: string; mend: string }> = {
  unproved: {
    name: 'Done, and nothing to show for it',
    says: 'These are marked as done without evidence.',
    mend: 'Say where the proof is: a report, a figure, a link.',
  },
  unowned: {
    name: 'Agreed, and nobody owns it',
    says: 'These are agreed or under way without an owner.',
    mend: 'Name one person, or a role outside the council.',
  },
  undated: {
    name: 'Agreed, and no date',
    says: 'These are agreed or under way without a due date.',
    mend: 'Choose a date, even a rough one. It can be moved.',
  },
  backwards: {
    name: 'Due before it starts',
    says: 'The due date of these lies before their start.',
    mend: 'Change one of the two dates.',
  },
  early: {
    name: 'Due before what it depends on',
    says: 'These are to be finished before something that they need.',
    mend: 'Move one of the two dates, or take the dependency away.',
  },
  'waits-for-stopped': {
    name: 'Waits for something that was stopped',
    says: 'What these depend on will not come.',
    mend: 'Find another way, or stop these as well.',
  },
  'done-before': {
    name: 'Done before what it depends on',
    says: 'These are done, and what they needed is not.',
    mend: 'Bring the other up to date, or take the dependency away.',
  },
  left: {
    name: 'The owner has left',
    says: 'The owner of these belongs to the council here no longer.',
    mend: 'Give them to somebody else.',
  },
  reached: {
    name: 'The level is reached, and the action is open',
    says: 'The council agreed a level that these were to reach.',
    mend: 'Finish them, or aim higher.',
  },
  gap: {
    name: 'Two levels to go, and no action',
    says: 'These targets stand at the first two of four levels, and no open action moves them.',
    mend: 'Put a step into the plan, or decide that it can wait.',
  },
};

/**
 * Everything that does not hold together, rule by rule.
 * @param levels the latest agreed level of each target, by `outcome.target`; empty before a council has agreed any
 * @param missing how many levels below the top call for an action
 */
export function findInconsistencies(
  cards: readonly Card[],
  dependencies: Dependencies,
  levels: ReadonlyMap<string, number>,
  missing = 2,
): Fault[] {
  const faults: Fault[] = [];
  const running = (card: Card) => card.status === 'agreed' || card.status === 'in-progress';
  const byId = new Map(cards.map((card) => [card.id, card]));
  for (const card of cards) {
    const open = isOpen(card);
    const tell = (rule: Exclude<Rule, 'gap' | 'early' | 'waits-for-stopped' | 'done-before'>) =>
      faults.push({ rule, card });
    if (card.status === 'done' && !card.proved) tell('unproved');
    if (running(card) && card.owner === '') tell('unowned');
    if (running(card) && card.due === '') tell('undated');
    if (open && card.start && card.due && card.due < card.start) tell('backwards');
    if (open && card.former) tell('left');
    const level = levels.get(`${card.outcome}.${card.target}`);
    if (open && card.toLevel !== undefined && level !== undefined && level >= card.toLevel)
      tell('reached');
  }
  for (const { action_id, needs_id } of dependencies) {
    const card = byId.get(action_id);
    const other = byId.get(needs_id);
    if (!card || !other) continue;
    if (isOpen(card) && isOpen(other) && card.due && other.due && card.due < other.due)
      faults.push({ rule: 'early', card, other });
    if (isOpen(card) && other.status === 'stopped')
      faults.push({ rule: 'waits-for-stopped', card, other });
    if (card.status === 'done' && isOpen(other)) faults.push({ rule: 'done-before', card, other });
  }
  const moved = new Set(cards.filter(isOpen).map(({ outcome, target }) => `${outcome}.${target}`));
  for (const [target, from] of levels)
    if (TOP - from >= missing && !moved.has(target)) faults.push({ rule: 'gap', target, from });
  const order = Object.keys(RULES);
  return faults.sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
}
const TOP = 4;

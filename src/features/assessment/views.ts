import { toGroupView } from './groups.ts';
import type { Desk } from './needs.ts';
import { type Answer, type Answers, progressOf } from './rules/answers.ts';
import { gapBetween } from './rules/disclosure.ts';
import type { Item } from './rules/items.ts';

const OTHER = [
  {
    value: 'unknown',
    name: 'I don’t know',
    says: 'An honest answer: it shows where nobody has looked.',
  },
  { value: 'na', name: 'Does not apply to us', says: 'Say why below. It counts neither way.' },
  { value: 'later', name: 'Come back to this', says: 'Marks the question for later.' },
];

const CONFIDENCE = [
  { value: '', text: 'Not said' },
  { value: 'opinion', text: 'My opinion' },
  { value: 'documented', text: 'Documented: somebody could look it up' },
  { value: 'peer', text: 'Checked by a peer from outside' },
];

/** Where an item's page is. */
export const itemAddress = ({ base }: Pick<Desk, 'base'>, item: Pick<Item, 'id'>): string =>
  `${base}/q/${item.id}`;

/** The anchor of an item on the page of all answers. */
export const anchorOf = ({ id }: Pick<Item, 'id'>): string => id.replace('.', '--');

/** What can be chosen for a question, and how sure one can be. */
export const toLevelChoices = (item: Item) => ({
  levels: item.levels.map((level) => ({ ...level, value: String(level.number) })),
  other: OTHER,
  confidences: CONFIDENCE,
});

const CARRIED: Record<string, string> = {
  reworded: 'This question was worded anew since it was answered, and its meaning moved.',
  split: 'This question is a part of one that was answered before it was split.',
  merged: 'This question was put together from several that were answered before.',
};

/** How a question changed since it was answered, in words; nothing when it did not. */
export const carriedInWords = (answer: Answer | undefined): string | undefined =>
  answer?.carried ? CARRIED[answer.carried] : undefined;

/** One question a page. */
export function toQuestionView(desk: Desk, item: Item, answers: Answers) {
  const { items } = desk;
  const index = items.indexOf(item);
  const group = items.filter(({ outcome }) => outcome === item.outcome);
  const [before, after] = [items[index - 1], items[index + 1]];
  const progress = progressOf(items, answers);
  return {
    desk: { title: desk.title, base: desk.base },
    agreed: desk.sheet.kind === 'agreed',
    item: {
      name: item.name,
      statement: item.statement,
      why: item.why,
      outcome: { slug: item.outcome.slug, name: item.outcome.name, number: item.outcome.number },
      place: item.target ? `Target ${group.indexOf(item) + 1} of ${group.length}` : undefined,
      guide: item.target
        ? `/outcomes/${item.outcome.slug}/targets/${item.target.id}`
        : `/outcomes/${item.outcome.slug}`,
      note: item.target?.applies.note,
      measure: item.target?.measure,
      evidence: item.target?.evidence,
    },
    ...toLevelChoices(item),
    carried: carriedInWords(answers.get(item.id)),
    groups: desk.voices?.get(item.id)?.map((shown) => toGroupView(item, shown)),
    task: desk.agreeing?.tasks.get(item.id),
    askAt: desk.agreeing && `${itemAddress(desk, item)}/ask`,
    taskAt: desk.agreeing && `${desk.base.replace(/\/agreed$/, '')}/tasks/${item.id}`,
    progress: { ...progress, at: index + 1 },
    action: itemAddress(desk, item),
    before: before && itemAddress(desk, before),
    after: after ? itemAddress(desk, after) : `${desk.base}/check`,
  };
}

/** What an answer says, in words. */
export function answerInWords(item: Item, answer: Answer | undefined): string {
  if (!answer) return 'Not answered yet';
  const level = item.levels.find(({ number }) => number === answer.choice);
  return level?.name ?? OTHER.find(({ value }) => value === answer.choice)?.name ?? '';
}

/** What an item is called where its outcome does not stand above it; a whole outcome has no other name. */
export const fullName = ({ target, outcome, name }: Item): string =>
  target ? `${outcome.name}: ${name}` : name;

/** All answers on one page, by outcome, each with the way to change it. */
export function toCheckView(desk: Desk, answers: Answers) {
  const groups = Map.groupBy(desk.items, ({ outcome }) => outcome);
  const open = desk.items.find(({ id }) => !answers.has(id));
  return {
    desk: { title: desk.title, base: desk.base },
    open: desk.open,
    progress: progressOf(desk.items, answers),
    agreed: desk.sheet.kind === 'agreed',
    settled: desk.settled,
    later: desk.items
      .filter(({ id }) => answers.get(id)?.choice === 'later')
      .map((item) => ({
        name: fullName(item),
        href: `${itemAddress(desk, item)}?back=check`,
      })),
    next: open && itemAddress(desk, open),
    divided: toDivided(desk),
    groups: [...groups].map(([outcome, items]) => ({
      outcome: { slug: outcome.slug, name: outcome.name, icon: outcome.icon },
      progress: progressOf(items, answers),
      items: items.map((item) => {
        const answer = answers.get(item.id);
        return {
          anchor: anchorOf(item),
          name: item.name,
          statement: item.statement,
          level: typeof answer?.choice === 'number' ? answer.choice : undefined,
          says: answerInWords(item, answer),
          carried: carriedInWords(answer),
          task: desk.agreeing?.tasks.get(item.id),
          note: answer?.note,
          evidence: answer?.evidence,
          href: `${itemAddress(desk, item)}?back=check`,
        };
      }),
    })),
  };
}

/** For who sets the agreed answers: what the groups see most differently comes first, to be talked about. */
function toDivided(desk: Desk) {
  if (!desk.agreeing || !desk.open) return [];
  return desk.items
    .map((item) => ({
      name: fullName(item),
      href: `${itemAddress(desk, item)}?back=check`,
      gap: gapBetween(desk.voices?.get(item.id) ?? []),
    }))
    .filter(({ gap }) => gap > 0)
    .toSorted((a, b) => b.gap - a.gap);
}

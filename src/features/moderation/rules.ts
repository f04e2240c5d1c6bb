/** A rule of the house, by which everything is judged that people write here. */
export interface HouseRule {
  id: string;
  /** As a reason to choose: "It holds personal data". */
  reason: string;
  name: string;
  text: string;
}

/** One list for the page of rules, the reasons of a report, and the grounds of a decision. */
export const HOUSE_RULES: readonly HouseRule[] = [
  {
    id: 'personal-data',
    reason: 'It tells something about a person that is not for others',
    name: 'No personal data',
    text: 'Nothing about residents or staff by which they can be known. No phone numbers, email addresses, case numbers or bank details.',
  },
  {
    id: 'unkind',
    reason: 'It attacks or belittles somebody',
    name: 'Kind to people, plain about things',
    text: 'Write as you would speak to a colleague from the next council. Say what did not work. Do not say who is to blame.',
  },
  {
    id: 'advert',
    reason: 'It advertises, or is spam',
    name: 'No advertising',
    text: 'Name products where that answers the question, and say if you have an interest in them. Do not sell.',
  },
  {
    id: 'untrue',
    reason: 'It is not true, or pretends to be somebody else',
    name: 'True, as far as you know',
    text: 'Say what you saw yourself and what you heard. Give a source where there is one. Write under your own name.',
  },
  {
    id: 'secret',
    reason: 'It gives away what is confidential or helps an attacker',
    name: 'Nothing confidential',
    text: 'No weak spots of systems, no bids, no papers that are not public. Questions for councils only are no safe place for these either.',
  },
  {
    id: 'off-topic',
    reason: 'It belongs somewhere else',
    name: 'On the subject',
    text: 'One question in one place. No party politics.',
  },
  {
    id: 'unlawful',
    reason: 'It breaks the law',
    name: 'Within the law',
    text: 'No defamation, no hatred, no copied works.',
  },
];

/** What a reader may say of any page, besides the rules. */
export const WRONG = 'wrong';
export const RULE_IDS = HOUSE_RULES.map(({ id }) => id);

export const ruleName = (id: string): string =>
  HOUSE_RULES.find((rule) => rule.id === id)?.name ??
  (id === WRONG ? 'Something is not right' : '');

/** What an editor can decide, as the log says it. */
export const ACTS: Record<string, string> = {
  show: 'Let through',
  refuse: 'Not let through',
  hide: 'Hidden',
  restore: 'Shown again',
  stands: 'Stays hidden after an appeal',
  lock: 'Closed to further answers',
  unlock: 'Opened again',
  dismiss: 'Left as it is',
  ban: 'Author may not write for a time',
  unban: 'Author may write again',
};

/** Acts that take something from its author: these need a reason in words, and can be appealed against. */
export const AGAINST_AUTHOR: ReadonlySet<string> = new Set(['hide', 'refuse']);

/**
 * Why an editor may not decide; nothing when they may.
 * @param first who decided before, when this is an appeal
 * @param editors how many could decide
 */
export function whyNotDecide(
  by: string,
  { author, first }: { author: string | undefined; first: string | undefined },
  editors: number,
): string | undefined {
  if (by === author) return 'You wrote this yourself: another editor has to decide.';
  // Where there is one editor only, an appeal would else never be heard.
  if (by === first && editors > 1)
    return 'You made the decision that this appeal is about: another editor has to look at it.';
  return undefined;
}

const DAY = 24 * 3_600_000;
/** Whole days since something came in. */
export const ageInDays = (since: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / DAY));

/** Beyond this many days something has waited too long. */
export const LATE_DAYS = 2;

export const BAN_DAYS = ['7', '30', '365'] as const;

/**
 * The bare form of an email address: what a mail server takes for the same box. Everything after a plus, and all dots
 * before the @, are left out.
 */
export function bareEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const box = email.slice(0, at).split('+')[0] ?? '';
  return `${box.replaceAll('.', '')}@${email.slice(at + 1)}`.toLowerCase();
}

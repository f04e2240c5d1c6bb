import { ruleName } from './rules.ts';

interface About {
  act: string;
  rule: string;
  words: string;
  appeal: string | undefined;
  days: number;
  href: string;
  site: string;
  title: string;
}

const SAYS: Record<string, [subject: string, text: string]> = {
  show: ['Your post is on the page', 'An editor read what you wrote, and it is on the page now.'],
  refuse: [
    'Your post was not let through',
    'An editor read what you wrote, and did not let it through.',
  ],
  hide: ['Your post was hidden', 'An editor hid what you wrote. You still see it; others do not.'],
  restore: [
    'Your post is shown again',
    'An editor looked again, and what you wrote is back on the page.',
  ],
  stands: ['Your appeal was heard', 'An editor looked again at what you wrote. It stays hidden.'],
  ban: ['You cannot write for a time', 'An editor decided that you cannot write here for a time.'],
  unban: ['You can write again', 'An editor decided that you can write here again.'],
};

/** What the author is told: what was decided, by which rule, why, and how to have it looked at again. */
export function decisionLetter({ act, rule, words, appeal, days, href, site, title }: About): {
  subject: string;
  body: string;
} {
  const [subject, text] = SAYS[act] ?? ['An editor decided about your post', ''];
  const name = ruleName(rule);
  return {
    subject,
    body: [
      text,
      ...(act === 'ban' ? [`It ends by itself after ${days} days.`] : []),
      ...(name && act !== 'show' && act !== 'restore' ? [`The rule: ${name}.`] : []),
      ...(words ? [words] : []),
      `See it here: ${site}${href}`,
      ...(appeal
        ? [`If you think that is wrong, say so here. Somebody looks again: ${appeal}`]
        : []),
      title,
    ].join('\n\n'),
  };
}

export const waitingLetter = (
  count: number,
  days: number,
  { site, title }: { site: string; title: string },
) => ({
  subject: `${count === 1 ? 'One thing waits' : `${count} things wait`} for an editor`,
  body: [
    `The oldest came in ${days === 1 ? 'a day' : `${days} days`} ago.`,
    `Look at them here: ${site}/admin/reports`,
    title,
  ].join('\n\n'),
});

import { writtenDate } from '../../lib/dates.ts';
import type { Letter } from '../../mail/outbox.ts';
import type { Card } from './rules/card.ts';
import type { Digest } from './rules/digest.ts';
import { actionAddress } from './views.ts';

/** Mail about a plan. Each tells why it came and what can be done. */

interface About {
  council: { slug: string; name: string };
  site: string;
  title: string;
}
type Notice = Pick<Letter, 'subject' | 'body'> & { site: string };

const linkTo = ({ site, council }: About, id: string) =>
  `${site}${actionAddress(council.slug, id)}`;

const toNotice = ({ site, title }: About, subject: string, lines: string[]): Notice => ({
  site,
  subject,
  body: [...lines, `${title}\n${site}`].join('\n\n'),
});

export const mentionLetter = (
  about: About & { by: string; action: { id: string; title: string }; body: string },
): Notice =>
  toNotice(about, `${about.by} mentions you: ${about.action.title}`, [
    `${about.by} mentions you in the plan of ${about.council.name}, at “${about.action.title}”:`,
    about.body,
    `Answer there: ${linkTo(about, about.action.id)}`,
  ]);

export const reminderLetter = (
  about: About & { card: Pick<Card, 'id' | 'title' | 'due'> },
): Notice =>
  toNotice(about, `Due ${writtenDate(about.card.due)}: ${about.card.title}`, [
    `You own this action in the plan of ${about.council.name}. It is due on ${writtenDate(about.card.due)}.`,
    about.card.title,
    `Is it done, or does it need more time? One line is enough: ${linkTo(about, about.card.id)}`,
  ]);

export const silentLetter = (
  about: About & { card: Pick<Card, 'id' | 'title' | 'touchedAt'> },
): Notice =>
  toNotice(about, `How is it going? ${about.card.title}`, [
    `Nobody has written about this action in the plan of ${about.council.name} since ${writtenDate(about.card.touchedAt.slice(0, 10))}. You own it.`,
    about.card.title,
    `Say in one line how it stands, or that it is stopped: ${linkTo(about, about.card.id)}`,
  ]);

const MOST_LINES = 15;

export function digestLetter(about: About & { digest: Digest }): Notice {
  const { overdue, due, moved, adrift } = about.digest;
  const part = (heading: string, cards: readonly Card[], says: (card: Card) => string) =>
    cards.length === 0
      ? []
      : [
          [
            heading,
            ...cards
              .slice(0, MOST_LINES)
              .map((card) => `- ${card.title}${says(card)}\n  ${linkTo(about, card.id)}`),
            ...(cards.length > MOST_LINES ? [`and ${cards.length - MOST_LINES} more`] : []),
          ].join('\n'),
        ];
  const dated = (card: Card) => `, due ${writtenDate(card.due)}`;
  return toNotice(about, `Your week in the plan of ${about.council.name}`, [
    ...part('Yours, and past their date:', overdue, dated),
    ...part('Yours, due in the next two weeks:', due, dated),
    ...part('Changed by others last week:', moved, () => ''),
    ...part('Their owner has left; find somebody else:', adrift, () => ''),
    `The whole plan: ${about.site}/my/${about.council.slug}/plan`,
  ]);
}

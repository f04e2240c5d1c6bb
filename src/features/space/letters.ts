import { withArticle } from '../../lib/article.ts';
import type { Letter } from '../../mail/outbox.ts';

/** Mail about belonging to a council. Each tells why it came and what can be done. */

interface About {
  to: string;
  council: string;
  site: string;
  title: string;
}

const sign = ({ title, site }: Pick<About, 'title' | 'site'>) => `${title}\n${site}`;

export const invitationLetter = (
  about: About & { by: string; role: string; secret: string },
): Letter => ({
  to: about.to,
  kind: 'invitation',
  subject: `${about.by} invites you to ${about.council} in the ${about.title}`,
  body: [
    `${about.by} invites you to work with ${about.council} in the ${about.title}, as ${withArticle(about.role)}.`,
    'The almanac helps councils to understand and plan their digitalisation.',
    `To say yes, open this link: ${about.site}/invitation/${about.secret}`,
    'It works for 14 days, once. If you do not want this, do nothing.',
    sign(about),
  ].join('\n\n'),
});

export const requestLetter = (
  about: Omit<About, 'to'> & { name: string; href: string },
): Pick<Letter, 'subject' | 'body'> => ({
  subject: `${about.name} asks to join ${about.council}`,
  body: [
    `${about.name} asks to join ${about.council} in the ${about.title}.`,
    `Read the request and decide: ${about.site}${about.href}`,
    'You get this because you can decide about it.',
    sign(about),
  ].join('\n\n'),
});

export const decisionLetter = (about: About & { approved: boolean; href: string }): Letter => ({
  to: about.to,
  kind: 'join-decision',
  subject: about.approved
    ? `You now belong to ${about.council}`
    : `Your request to join ${about.council} was declined`,
  body: [
    about.approved
      ? `Your request to join ${about.council} was approved. Go there: ${about.site}${about.href}`
      : `Your request to join ${about.council} was declined. If you think that is a mistake, speak with your colleagues there.`,
    sign(about),
  ].join('\n\n'),
});

export const removedLetter = (about: About): Letter => ({
  to: about.to,
  kind: 'removed',
  subject: `You no longer belong to ${about.council} in the ${about.title}`,
  body: [
    `A lead of ${about.council} took you off its list. What you wrote for the council stays with it.`,
    'Your own account stays. If you think this is a mistake, speak with your colleagues there.',
    sign(about),
  ].join('\n\n'),
});

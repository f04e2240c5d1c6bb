import { writtenDate } from '../../lib/dates.ts';

/** Notices about needs, offers and introductions. What others typed is not in them, but for the name of a person who said yes. */

interface About {
  site: string;
  title: string;
}
const sign = ({ title, site }: About) => `${title}\n${site}`;
const compose = (about: About, subject: string, lines: string[]) => ({
  site: about.site,
  subject,
  body: [...lines, sign(about)].join('\n\n'),
});

/** @param council that is asked @param by name of the council that asks */
export const askedNotice = (about: About, { council, by }: { council: string; by: string }) =>
  compose(about, `${by} asks for an introduction`, [
    `${by} would like to be introduced to your council. Read why, and say yes or not now:`,
    `${about.site}/my/${council}/together`,
    'Nobody sees your address unless you say yes. If you say not now, they are not told.',
  ]);

export const introducedNotice = (
  about: About,
  {
    council,
    other,
    contact,
  }: {
    council: string;
    other: string;
    contact: { name: string; email: string };
  },
) =>
  compose(about, `You are introduced to ${other}`, [
    `Your council and ${other} both said yes to an introduction.`,
    `Write to ${contact.name || 'your contact there'}: ${contact.email}`,
    'They have your address as well. When you know what came of it, please say so:',
    `${about.site}/my/${council}/together`,
  ]);

export const endingNotice = (
  about: About,
  { href, kind, title, endsOn }: { href: string; kind: string; title: string; endsOn: string },
) =>
  compose(about, `Your ${kind} ends on ${writtenDate(endsOn)}`, [
    `“${title}” leaves the board after ${writtenDate(endsOn)}.`,
    `Renew it with one button, or say what came of it: ${about.site}${href}`,
  ]);

export const endedNotice = (
  about: About,
  { href, kind, title }: { href: string; kind: string; title: string },
) =>
  compose(about, `Your ${kind} has ended`, [
    `“${title}” has come to its last day. It stays on the board for two weeks, marked as ended.`,
    `If it still holds, renew it. If not, please say what came of it: ${about.site}${href}`,
  ]);

import type { Letter } from '../../mail/outbox.ts';

/** Notices about write-ups. None holds what was written: that is read on the page. */

type Notice = Pick<Letter, 'subject' | 'body'> & { site: string };

interface About {
  site: string;
  /** Name of the almanac. */
  almanac: string;
  id: string;
  /** Title of the write-up. */
  title: string;
}

const named = (title: string) => (title ? `“${title}”` : 'an example without a title yet');

const letter = ({ site, almanac }: About, subject: string, lines: string[]): Notice => ({
  site,
  subject,
  body: [...lines, `${almanac}\n${site}`].join('\n\n'),
});

export const returnedLetter = (about: About): Notice =>
  letter(about, `${named(about.title)} came back with comments`, [
    `An editor read ${named(about.title)} and left comments beside its parts.`,
    `Read them and mend it: ${about.site}/share/${about.id}`,
    'Nothing is lost. Send it again when you are ready.',
  ]);

export const approvedOnceLetter = (about: About): Notice =>
  letter(about, `${named(about.title)} passed its first check`, [
    `One editor approved ${named(about.title)}. What a supplier wrote is checked by two, so it now waits for another.`,
    `See how it stands: ${about.site}/share/${about.id}`,
  ]);

export const publishedLetter = (about: About & { slug: string }): Notice =>
  letter(about, `${named(about.title)} is published`, [
    `${named(about.title)} is in the library. It shows within a few minutes.`,
    `Read it as everybody does: ${about.site}/practice/${about.slug}`,
    'In six months we ask you whether it is still so.',
  ]);

export const withdrawnLetter = (about: About & { why: string }): Notice =>
  letter(about, `${named(about.title)} is withdrawn`, [
    `${named(about.title)} is no longer in the library. The reason that its address now gives: ${about.why}`,
    `See how it stands: ${about.site}/share/${about.id}`,
  ]);

export const sentLetter = (about: About & { by: string }): Notice =>
  letter(about, 'An example waits for an editor', [
    `${about.by} sent an example: ${named(about.title)}.`,
    `Check it: ${about.site}/admin/examples/${about.id}`,
  ]);

export const reportedLetter = (about: About): Notice =>
  letter(about, 'Somebody reports a problem with an example', [
    `It is about ${named(about.title)}.`,
    `Look at it: ${about.site}/admin/examples/problems/${about.id}`,
  ]);

export const coAuthorLetter = (about: About & { by: string }): Notice =>
  letter(about, `${about.by} asks you to write an example together`, [
    `${about.by} asks you to help to write ${named(about.title)}.`,
    `Say yes or no: ${about.site}/share`,
    'If you do not want this, do nothing. It ends by itself after 30 days.',
  ]);

export const followUpLetter = (about: About & { again: boolean }): Notice =>
  letter(about, `Is it still so? ${named(about.title)}`, [
    `You wrote ${named(about.title)}. Is it still running? Are there new figures?`,
    `One answer and one line are enough: ${about.site}/share/${about.id}/follow-up`,
    about.again
      ? 'We asked before. Without an answer in 30 days the page will say that it is not confirmed.'
      : 'Readers see that you confirmed it, and when.',
  ]);

import type { Letter } from '../../mail/outbox.ts';

interface Change {
  old: string;
  wished: string;
  oldSecret: string;
  newSecret: string;
  site: string;
  title: string;
}

/** One mail to each address: the change needs both. */
export const changeLetters = ({
  old,
  wished,
  oldSecret,
  newSecret,
  site,
  title,
}: Change): Letter[] => [
  {
    to: old,
    kind: 'email-change',
    subject: `Change of your email address in the ${title}`,
    body: [
      'Somebody, we hope you, asked to change the email address of your account.',
      `If it was you, open this link: ${site}/confirm-email/${oldSecret}`,
      'Open the link in the mail to your new address as well. Both work for two days.',
      'If it was not you, do nothing, and sign out everywhere on your account page.',
    ].join('\n\n'),
  },
  {
    to: wished,
    kind: 'email-change',
    subject: `Confirm this email address for the ${title}`,
    body: [
      'Somebody asked to use this address for their account.',
      `If it was you, open this link: ${site}/confirm-email/${newSecret}`,
      'Open the link in the mail to your old address as well. Both work for two days.',
      'If it was not you, do nothing.',
    ].join('\n\n'),
  },
];

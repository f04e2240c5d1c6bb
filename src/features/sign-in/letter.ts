import type { Letter } from '../../mail/outbox.ts';
import type { Asked } from './requests.ts';

/** The mail with the link and the code. */
export const signInLetter = (
  to: string,
  { secret, code }: Asked,
  site: string,
  title: string,
): Letter => ({
  to,
  kind: 'sign-in',
  subject: `Sign in to the ${title}`,
  body: [
    'Somebody, we hope you, asked to sign in with this email address.',
    'Open this link in the browser that you asked from:',
    `${site}/sign-in/link/${secret}`,
    `Reading this on another device? Type this code in the browser that you asked from: ${code}`,
    'The link and the code work for 15 minutes, once.',
    'If you did not ask, do nothing: nobody can get in without this mail.',
  ].join('\n\n'),
});

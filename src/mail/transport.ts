import { createHmac } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import nodemailer from 'nodemailer';
import type { MailRow } from '../db/tables/mail.ts';

export type Envelope = Pick<MailRow, 'id' | 'recipient' | 'subject' | 'body' | 'refuse'>;

/** Milliseconds without a word from a mail server after which it is given up; half of it to be let in. */
const PATIENCE = 20_000;

/** Hands one letter over. @throws when it was not taken */
export type Transport = (letter: Envelope) => Promise<void>;

const headersOf = ({ refuse }: Envelope): Record<string, string> =>
  refuse
    ? { 'List-Unsubscribe': `<${refuse}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {};

const messageOf = (letter: Envelope, from: string) => ({
  from,
  to: letter.recipient,
  subject: letter.subject,
  text: letter.body,
  // The same letter sent twice after a crash has the same name, so that mail programs can show one.
  messageId: `<${letter.id}@almanac>`,
  headers: { 'Auto-Submitted': 'auto-generated', ...headersOf(letter) },
});

/** Sends over SMTP. @param url `smtps://user:password@host:port` */
export function smtpTransport(url: string, from: string): Transport {
  const mailer = nodemailer.createTransport({
    url,
    connectionTimeout: PATIENCE / 2,
    greetingTimeout: PATIENCE / 2,
    socketTimeout: PATIENCE,
  });
  return async (letter) => {
    await mailer.sendMail(messageOf(letter, from));
  };
}

/** Writes each letter as an `.eml` file, which mail programs open. */
export function fileTransport(folder: string, from: string): Transport {
  const mailer = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return async (letter) => {
    const { message } = await mailer.sendMail(messageOf(letter, from));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${letter.id}.eml`), message as Buffer);
  };
}

/**
 * Sends by GOV.UK Notify: a template with the personalisations `subject` and `body`.
 * Source: https://docs.notifications.service.gov.uk/rest-api.html
 * @param key the API key: its name, the service's id and the secret, joined by hyphens
 */
export function notifyTransport(
  key: string,
  template: string,
  base = 'https://api.notifications.service.gov.uk',
): Transport {
  const [service, secret] = [key.slice(-73, -37), key.slice(-36)];
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = () => {
    const claims = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ iss: service, iat: Math.floor(Date.now() / 1000) })}`;
    return `${claims}.${createHmac('sha256', secret).update(claims).digest('base64url')}`;
  };
  return async ({ id, recipient, subject, body, refuse }) => {
    const response = await fetch(`${base}/v2/notifications/email`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        email_address: recipient,
        template_id: template,
        personalisation: { subject, body },
        reference: id,
        ...(refuse ? { one_click_unsubscribe_url: refuse } : {}),
      }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.ok) throw new Error(`GOV.UK Notify answered ${response.status}`);
  };
}

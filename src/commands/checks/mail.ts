import nodemailer from 'nodemailer';
import type { Config } from '../../config.ts';
import { type Finding, warning, well, wrong } from './finding.ts';

const PATIENCE = 8_000;

/** Whether mail can leave. Nothing is sent. */
export async function checkMail(config: Config): Promise<Finding[]> {
  const { SMTP_URL, NOTIFY_KEY, NOTIFY_TEMPLATE, MAIL_FROM, NODE_ENV } = config;
  const production = NODE_ENV === 'production';
  if (SMTP_URL) {
    const findings = [await checkSmtp(SMTP_URL)];
    if (/@localhost>?$/.test(MAIL_FROM))
      findings.push(
        warning(
          `Mail would come from ${MAIL_FROM}, which no mail server takes for real.`,
          'Set MAIL_FROM to an address that your mail server may send from.',
        ),
      );
    return findings;
  }
  if (NOTIFY_KEY && !NOTIFY_TEMPLATE)
    return [
      wrong(
        'NOTIFY_KEY is set and NOTIFY_TEMPLATE is not.',
        'Make a template with the fields subject and body in GOV.UK Notify, and set NOTIFY_TEMPLATE to its id.',
      ),
    ];
  if (NOTIFY_KEY) return [well('Mail leaves by GOV.UK Notify. (Nothing was sent to try it.)')];
  const files = 'Mail is written as files to DATA_DIR: nobody gets it.';
  return production
    ? [wrong(files, 'Set SMTP_URL or NOTIFY_KEY, or nobody can sign in.')]
    : [well(`${files} That is right for trying things out.`)];
}

async function checkSmtp(url: string): Promise<Finding> {
  const { hostname } = new URL(url);
  const mailer = nodemailer.createTransport({
    url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
  });
  try {
    await mailer.verify();
    return well(`The mail server ${hostname} answers and lets us in.`);
  } catch (error) {
    return wrong(
      `The mail server ${hostname} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      'See that SMTP_URL names it, with the right user, password and port. Letters wait and are tried again for about two hours.',
    );
  } finally {
    mailer.close();
  }
}

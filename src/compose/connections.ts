import path from 'node:path';
import type { Config } from '../config.ts';
import { type Database, openDatabase } from '../db/connect.ts';
import {
  fileTransport,
  notifyTransport,
  smtpTransport,
  type Transport,
} from '../mail/transport.ts';

/** Opens the database that the settings name. It is not touched yet. */
export const openConfigured = ({ DATABASE_URL, DATA_DIR }: Config): Database =>
  openDatabase(DATABASE_URL ? { url: DATABASE_URL } : { file: path.join(DATA_DIR, 'almanac.db') });

/** Address of the site, for links in mail. */
export const siteOf = ({ PUBLIC_URL, PORT }: Config): string =>
  PUBLIC_URL ?? `http://localhost:${PORT}`;

/** The way out for mail that the settings name. */
export function openTransport(config: Config): Transport {
  const { SMTP_URL, NOTIFY_KEY, NOTIFY_TEMPLATE, MAIL_FROM, DATA_DIR } = config;
  if (SMTP_URL) return smtpTransport(SMTP_URL, MAIL_FROM);
  if (NOTIFY_KEY && NOTIFY_TEMPLATE) return notifyTransport(NOTIFY_KEY, NOTIFY_TEMPLATE);
  return fileTransport(path.join(DATA_DIR, 'mail'), MAIL_FROM);
}

/**
 * Whether the page itself shows the sign-in link: only in development, without mail, and where nobody but this machine
 * can open the page. A server that is reached from elsewhere would let anyone in as anybody.
 */
export function showsLinks(config: Config): boolean {
  const { NODE_ENV, SMTP_URL, NOTIFY_KEY, HOST, PUBLIC_URL, TRUST_PROXY } = config;
  const near = (host: string) => ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(host);
  const alone = near(HOST) && !TRUST_PROXY && (!PUBLIC_URL || near(new URL(PUBLIC_URL).hostname));
  return NODE_ENV === 'development' && !SMTP_URL && !NOTIFY_KEY && alone;
}

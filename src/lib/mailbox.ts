import { hashOf } from './ids.ts';

/**
 * The mailbox that an address leads to: `ada+news@leeds.gov.uk` is read by whoever reads `ada@leeds.gov.uk`. Both are
 * accounts of their own; where one person must not count twice, the mailbox counts.
 * @param email in small letters
 */
export const mailboxOf = (email: string): string => email.replace(/\+[^@]*(?=@)/, '');

/** What is kept of a mailbox whose person must not be known any more. */
export const mailboxHash = (email: string): string => hashOf(`mailbox:${mailboxOf(email)}`);

import { z } from 'zod';

/** One line of text that must be there. @param missing the sentence beside the empty field @param most characters */
export const line = (missing: string, most = 120) =>
  z
    .string()
    .min(1, missing)
    .max(most, `Use at most ${most} characters`)
    .transform((text) => text.replaceAll(/\s+/g, ' '));

/**
 * Name of a person. It goes into mail to others, where a web address in it would become a link that the almanac seems
 * to recommend.
 */
export const personName = line('Enter your name as colleagues know you', 100).refine(
  withoutLinks,
  'Enter your name without web or email addresses',
);

/** How a person wants to be addressed, such as "Cllr Byron"; may be left empty. */
export const addressed = z
  .string()
  .max(100, 'Use at most 100 characters')
  .transform((text) => text.replaceAll(/\s+/g, ' '))
  .refine(withoutLinks, 'Enter it without web or email addresses');

function withoutLinks(text: string): boolean {
  return !/:\/\/|www\.|[@<>[\]{}|\\]|\.[\p{L}\p{N}]{2,}/iu.test(text);
}

/** Text of several lines that may be left empty. @param most characters */
export const prose = (most: number) => z.string().max(most, `Use at most ${most} characters`);

/** One of some choices. @param missing the sentence when none, or something else, was chosen */
export const choice = <const T extends readonly [string, ...string[]]>(
  options: T,
  missing: string,
) => z.enum(options, { error: missing });

/** An email address, in small letters. */
export const email = z
  .string()
  .min(1, 'Enter an email address')
  .max(254, 'Enter an email address of at most 254 characters')
  .toLowerCase()
  .regex(
    // One label of letters before the @; the whole address in plain letters, so that none can look like another.
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'Enter an email address in the right form, such as name@council.gov.uk',
  );

/** The number of the state that a form was made from, for `changed since` checks. */
export const version = z.coerce.number().int().min(1).catch(0);

/**
 * Why a web address is not taken; nothing when it is. A reader must see where a link leads: an address in other letters
 * can look like a bank's, one with a name before the host seems to be somebody else's.
 * @param refused hosts that the almanac does not link to
 */
export function problemOfLink(typed: string, refused: readonly string[]): string | undefined {
  if (!typed) return undefined;
  const whole = 'Enter a web address that begins with https:// or http://';
  if (typed.length > 500) return 'Use a web address of at most 500 characters';
  if (!/^https?:\/\//i.test(typed) || /[\s"<>\\^`{|}]/.test(typed) || !URL.canParse(typed))
    return whole;
  const { hostname, username, password, port } = new URL(typed);
  if (username || password) return 'Enter the web address without a name before the @';
  if (hostname.split('.').some((label) => label.startsWith('xn--')))
    return 'Enter a web address in plain letters: one in other letters can look like somebody else’s';
  if (port || /^[\d.]+$|^\[/.test(hostname) || !/\.[a-z]{2,}$/.test(hostname))
    return 'Enter the address of a public site by its name';
  if (refused.some((host) => hostname === host || hostname.endsWith(`.${host}`)))
    return 'That site shows copies. Name the source itself, without a web address if there is none';
  return undefined;
}

/** A word that mixes alphabets, so that it looks like another; nothing when there is none. */
export function findMixedWord(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.find(
    (word) => /\p{Script=Latin}/u.test(word) && /[^\p{Script=Latin}\p{M}]/u.test(word),
  );
}

/** Whether a name can be read by anybody who reads English: its letters are Latin ones. */
export const isLatin = (text: string): boolean => !/[^\p{Script=Latin}\P{L}]/u.test(text);

/** Somebody who can be mentioned. */
export interface Mentionable {
  id: string;
  name: string;
}

/**
 * The members whom a text mentions: an @ at the start of a word, then the whole name. The longest name counts, so that
 * “@Ann Lee Smith” is not Ann Lee.
 * @returns ids, each once, in the order of the text
 */
export function findMentions(text: string, members: readonly Mentionable[]): string[] {
  const found: string[] = [];
  for (const { id } of splitMentions(text, members))
    if (id !== undefined && !found.includes(id)) found.push(id);
  return found;
}

/** A text in pieces: plain, or the mention of a member. */
export function splitMentions(
  text: string,
  members: readonly Mentionable[],
): { text: string; id?: string }[] {
  const names = members
    .filter(({ name }) => name !== '')
    .map(({ id, name }) => ({ id, name, small: name.toLocaleLowerCase('en-GB') }))
    .sort((a, b) => b.name.length - a.name.length);
  const small = text.toLocaleLowerCase('en-GB');
  // A letter whose small form is longer would shift every place after it: then no one is found, rather than the wrong one.
  if (small.length !== text.length) return [{ text }];
  const pieces: { text: string; id?: string }[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at > 0 && /[\p{L}\p{N}.]/u.test(text[at - 1]!)) continue;
    const hit = names.find(
      ({ small: name }) =>
        small.startsWith(name, at + 1) && !/[\p{L}\p{N}]/u.test(text[at + 1 + name.length] ?? ''),
    );
    if (!hit) continue;
    if (at > from) pieces.push({ text: text.slice(from, at) });
    const end = at + 1 + hit.name.length;
    pieces.push({ text: text.slice(at, end), id: hit.id });
    from = end;
    at = end - 1;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

import { findLinks } from './links.ts';
import { mixesScripts } from './scripts.ts';

const MINUTE = 60_000;
/** How long an author may mend a post, in milliseconds. */
export const EDIT_TIME = 15 * MINUTE;
/** So many posts of a new author are looked at by an editor first. */
export const FIRST_POSTS = 2;
const MOST_LINKS = 3;

/** Why a post waits for an editor, in the words that editors read. */
export const DOUBTS: Record<string, string> = {
  new: 'One of the first two posts of this author',
  network: 'From a network where somebody wrote who may not write now',
  copy: 'The same words were sent by another person',
  links: 'Many links, or a link that looks like another site',
  name: 'The author’s name mixes alphabets',
  scripts: 'Mixes alphabets within a word',
};

/**
 * Why a post has to wait for an editor.
 * @param passed how many posts of its author are shown to others
 * @returns the first reason that fits; empty when it can be shown at once
 */
export function doubtAbout(
  text: string,
  author: { name: string; passed: number; editor: boolean },
  seen: { copied: boolean; network: boolean },
): string {
  if (author.editor) return '';
  if (seen.copied) return 'copy';
  if (mixesScripts(author.name)) return 'name';
  const links = findLinks(text);
  if (links.length > MOST_LINKS || links.some(({ disguised }) => disguised)) return 'links';
  if (mixesScripts(text)) return 'scripts';
  if (author.passed >= FIRST_POSTS) return '';
  return seen.network ? 'network' : 'new';
}

/** Whether an author may still mend a post. */
export const canMend = (
  { state, created_at }: { state: string; created_at: string },
  now: Date,
): boolean =>
  (state === 'shown' || state === 'held') && now.getTime() - Date.parse(created_at) < EDIT_TIME;

/** The words of a text alone, so that a copy with other spaces, signs or capitals is known again. */
export const bareWords = (text: string): string =>
  (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');

/**
 * The people whom a text names with an @ before their full name.
 * @param people who could be meant: those who wrote in the same conversation
 */
export function namedIn<T extends { name: string }>(text: string, people: readonly T[]): T[] {
  const said = text.toLowerCase();
  return people.filter(({ name }) => name !== '' && said.includes(`@${name.toLowerCase()}`));
}

/**
 * Why nobody, or not this person, can answer; empty when they can.
 * @param places how many councils they may write from
 */
export function whyClosed(
  { locked_at, state }: { locked_at: string | null; state: string },
  places: readonly unknown[],
): string {
  if (locked_at) return 'An editor closed this conversation to further answers.';
  if (state !== 'shown') return 'This question takes no answers now.';
  return places.length === 0 ? 'Only people who belong to a council here can answer.' : '';
}

import { diffWordsWithSpace } from 'diff';
import { PARTS, type PartId, type Parts } from './fields.ts';

export interface Change {
  part: PartId;
  name: string;
  pieces: readonly { text: string; is: 'same' | 'added' | 'removed' }[];
}

const MOST_MS = 500;

const written = (parts: Parts, part: PartId): string =>
  Object.entries(parts[part] ?? {})
    .filter(([name]) => name !== 'version')
    .map(([, value]) => (Array.isArray(value) ? value.join(', ') : value))
    .filter(Boolean)
    .join('\n');

/** What changed between two versions, word by word, part by part. Parts that are the same are left out. */
export function differencesOf(before: Parts, after: Parts): Change[] {
  return (Object.keys(PARTS) as PartId[]).flatMap((part): Change[] => {
    const [old, now] = [written(before, part), written(after, part)];
    if (old === now) return [];
    const found = diffWordsWithSpace(old, now, { timeout: MOST_MS });
    const pieces = found
      ? found.map(({ value, added, removed }) => ({
          text: value,
          is: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
        }))
      : [
          { text: old, is: 'removed' as const },
          { text: now, is: 'added' as const },
        ].filter(({ text }) => text);
    return [{ part, name: PARTS[part], pieces }];
  });
}

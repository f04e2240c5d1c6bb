import type { Almanac } from '../../content/almanac.ts';

/** Every outside address that the almanac names, each once, in alphabetical order. */
export function outsideAddresses(almanac: Almanac): string[] {
  const found = new Set<string>();
  const walk = (value: unknown, seen: Set<unknown>): void => {
    if (typeof value === 'string') {
      if (/^https?:\/\/\S+$/.test(value)) found.add(value);
      for (const [, url = ''] of value.matchAll(/\]\((https?:[^)\s]+)\)/g)) found.add(url);
    } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      for (const inner of Object.values(value)) walk(inner, seen);
    }
  };
  walk(almanac, new Set());
  return [...found].sort();
}

import { createRequire } from 'node:module';

interface IconSet {
  icons: Record<string, { body: string }>;
  aliases?: Record<string, { parent: string }>;
}

const set = createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as IconSet;

/**
 * The drawing of a Lucide icon: what goes inside an `<svg viewBox="0 0 24 24">`.
 * @returns nothing when there is no icon of that name (https://lucide.dev/icons)
 */
export function findIcon(name: string): string | undefined {
  return set.icons[name]?.body ?? set.icons[set.aliases?.[name]?.parent ?? '']?.body;
}

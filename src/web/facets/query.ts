import type { Choice, Facet } from './facet.ts';

/** What the address of a list asks for. */
export interface Asked {
  choice: Choice;
  /** Page of the list, from 1. */
  page: number;
  /** Slug of the council whose like come first, as typed. */
  council?: string;
  /** What was asked for and is not known: facet name and the text, cut short. */
  unknown: readonly { facet: string; text: string }[];
}

const LONGEST_ECHO = 40;

/** Reads the query of an address. What is not known is left out and told, never an error. */
export function parseAsked(query: URLSearchParams, facets: readonly Facet<never>[]): Asked {
  const unknown: { facet: string; text: string }[] = [];
  const choice = new Map<string, readonly string[]>();
  for (const { id, name, options } of facets) {
    const known = new Set(options.map((option) => option.id));
    const given = [...new Set(query.getAll(id).filter(Boolean))];
    const chosen = given.filter((value) => known.has(value));
    if (chosen.length > 0) choice.set(id, chosen);
    const strange = given.find((value) => !known.has(value));
    if (strange) unknown.push({ facet: name, text: strange.slice(0, LONGEST_ECHO) });
  }
  const page = query.get('page') ?? '1';
  const council = query.get('council') ?? undefined;
  return {
    choice,
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
    ...(council ? { council } : {}),
    unknown,
  };
}

/** The address of a choice: facets in their order, so that one choice has one address. */
export function addressOf(
  path: string,
  facets: readonly Facet<never>[],
  { choice, page, council }: Pick<Asked, 'choice' | 'council'> & { page?: number },
): string {
  const query = new URLSearchParams();
  for (const { id, options } of facets) {
    const chosen = choice.get(id);
    if (!chosen) continue;
    for (const option of options) if (chosen.includes(option.id)) query.append(id, option.id);
  }
  if (council) query.set('council', council);
  if (page && page > 1) query.set('page', String(page));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The choice with one option taken out, or put in where it is not. */
export function toggle(choice: Choice, facet: string, option: string): Choice {
  const chosen = choice.get(facet) ?? [];
  const next = chosen.includes(option)
    ? chosen.filter((each) => each !== option)
    : [...chosen, option];
  return new Map([...choice, [facet, next] as const]);
}

/** The choice without a facet. */
export const without = (choice: Choice, facet: string): Choice =>
  new Map([...choice].filter(([id]) => id !== facet));

import type { Outcome, Role } from '../../content/almanac.ts';
import { addressesFor } from './addresses.ts';

/** What the layout needs of every page. */
export interface PageView {
  title: string;
  description: string;
  path: string;
  /** The address that stands for all variants of the page. */
  canonical: string;
  kind: string;
  outcome?: string;
  role?: string;
  trail?: { text: string; href?: string }[];
}

export function page(
  title: string,
  description: string,
  path: string,
  rest: Partial<PageView> & { kind: string },
): PageView {
  return {
    title,
    description: description.replaceAll(/\s+/g, ' ').trim(),
    path,
    canonical: path,
    ...rest,
  };
}

export const home = () => ({ text: 'Home', href: '/' });

export function trailTo(reader: Role | undefined, outcome?: Outcome) {
  const to = addressesFor(reader);
  const guide = { text: reader ? reader.name : 'The outcomes', href: to.outcomes };
  return outcome
    ? [home(), guide, { text: outcome.name, href: to.outcome(outcome) }]
    : [home(), guide];
}

export function neighboursOf<T>(
  items: readonly T[],
  item: T,
  link: (item: T) => { text: string; href: string },
) {
  const index = items.indexOf(item);
  const [before, after] = [items[index - 1], items[index + 1]];
  return { previous: before && link(before), next: after && link(after) };
}

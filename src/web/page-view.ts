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
  trail?: { text: string; href: string }[];
}

/** The view of a page's frame: title, description, address and the trail to it. */
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

/** The links to what stands before and after an item of a list. */
export function neighboursOf<T>(
  items: readonly T[],
  item: T,
  link: (item: T) => { text: string; href: string },
) {
  const index = items.indexOf(item);
  const [before, after] = [items[index - 1], items[index + 1]];
  return { previous: before && link(before), next: after && link(after) };
}

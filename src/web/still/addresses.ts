import path from 'node:path';

/** The end of what stands before an address: the name of its attribute. Text in a page cannot look like one: its quotes are escaped. */
const ADDRESS_NAME = /\b(?:href|src|action|data-[a-z]+-address)$/;
/** Letters of the longest such name, with room. */
const LONGEST_NAME = 30;

/** Where each address of the site stands as a file, and how pages link to one another there. */
export class StillAddresses {
  readonly #files = new Map<string, string>();
  readonly #places = new Map<string, string>();
  /** Links to what this copy does not hold, each with the page that has it. */
  readonly dead: string[] = [];

  /**
   * @param addresses all that the copy holds; one with a query is a list narrowed in that way
   * @throws when two of them would be one file
   */
  constructor(addresses: readonly string[]) {
    const taken = new Map<string, string>();
    for (const address of addresses) {
      const file = fileOf(address);
      const other = taken.get(file);
      if (other !== undefined) throw new Error(`${address} and ${other} would both be ${file}`);
      taken.set(file, address);
      this.#files.set(address, file);
    }
  }

  /** All addresses that the copy holds. */
  get held(): string[] {
    return [...this.#files.keys()];
  }

  /** The file of an address, below the folder of the copy. @throws when the copy does not hold it */
  fileOf(address: string): string {
    const file = this.#files.get(address);
    if (file === undefined) throw new Error(`The copy does not hold ${address}`);
    return file;
  }

  /**
   * A page with every address made relative, so that it works from a folder, at the root of a host, and below it.
   * A link to a list narrowed in a way that the copy does not hold goes to the whole list.
   * @param from the page's own address
   */
  relink(html: string, from: string): string {
    // By way of the top: not the shortest, but the shortest of each link took a third of the build.
    const top = '../'.repeat(this.fileOf(from).split('/').length - 1);
    return this.#replace(html, from, (file) => top + file);
  }

  /** A page that may be answered at any address, such as "not found": its addresses start at a base, `/` or below. */
  rebase(html: string, base: string): string {
    return this.#replace(html, '404.html', (file) => base + file.replace(/index\.html(?=#|$)/, ''));
  }

  /** Goes from one `="/` to the next: a pattern that looks at every letter took a third of the writing. */
  #replace(html: string, from: string, write: (file: string) => string): string {
    let done = 0;
    let linked = '';
    for (let at = html.indexOf('="/'); at >= 0; at = html.indexOf('="/', at + 3)) {
      const start = at + 2;
      if (
        html[start + 1] === '/' ||
        // Nine of ten are this one: known without a pattern.
        !(
          html.startsWith(' href', at - 5) ||
          ADDRESS_NAME.test(html.slice(Math.max(0, at - LONGEST_NAME), at))
        )
      )
        continue;
      const end = html.indexOf('"', start);
      const value = html.slice(start, end);
      const place = this.#placeOf(value);
      if (place === undefined) this.dead.push(`${from} links to ${value}`);
      linked += html.slice(done, start) + write(place ?? value);
      done = end;
    }
    return linked + html.slice(done);
  }

  /** The file, and the anchor in it, of an address as it stands in a page. The same few stand in every page. */
  #placeOf(value: string): string | undefined {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const [whole = '', hash] = value.replaceAll('&amp;', '&').split('#');
    const file = this.#files.get(whole) ?? this.#files.get(whole.replace(/\?.*$/, ''));
    if (file === undefined) return undefined;
    const place = hash === undefined ? file : `${file}#${hash}`;
    this.#places.set(value, place);
    return place;
  }
}

/** `/outcomes/data` → `outcomes/data/index.html`; what has an ending stays as it is. */
function fileOf(address: string): string {
  const [place = '', query = ''] = address.slice(1).split('?');
  if (/\.[a-z0-9]+$/.test(place)) return place;
  const narrowed = [...new URLSearchParams(query)].map(([name, value]) => `${name}-${value}`);
  return path.posix.join(place, ...narrowed, 'index.html');
}

/// <reference lib="dom" />
import { type PackedIndex, TEXTS_IN_FILE, unpackIndex } from '../pack.ts';
import { openSearch, type Search } from '../search.ts';

declare global {
  interface Window {
    /** Set by the file of the index, and by each file of texts. They are scripts: a page from a folder may fetch no other. */
    almanacIndex?: PackedIndex;
    almanacTexts?: Record<number, string[]>;
  }
}

export interface SearchHere {
  search: Search;
  /** The text of a hit, fetched with its neighbours. */
  textOf(hit: { kind: string; href: string }): Promise<string>;
  /** Where the page of a hit is, from the page that is open. */
  addressOf(href: string): string;
}

let opened: Promise<SearchHere> | undefined;

/**
 * Opens the search that runs in the reader's browser; its index is fetched the first time.
 * @throws when the index cannot be fetched
 */
export function openSearchHere(): Promise<SearchHere> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<SearchHere> {
  const element = document.querySelector<HTMLElement>('[data-index-address]');
  const address = new URL(element?.dataset.indexAddress ?? '', document.baseURI);
  await fetchScript(address);
  const packed = window.almanacIndex!;
  const { index, terms } = unpackIndex(packed);
  const root = new URL('..', address);
  return {
    search: openSearch(index, terms),
    addressOf(href) {
      const [path = '', hash] = href.slice(1).split('#');
      const file = packed.files ? `${path}/index.html` : path;
      return new URL(hash === undefined ? file : `${file}#${hash}`, root).href;
    },
    async textOf({ href }) {
      const place = packed.href.indexOf(href);
      const file = Math.floor(place / TEXTS_IN_FILE);
      if (!window.almanacTexts?.[file]) await fetchScript(new URL(`texts-${file}.js`, address));
      return window.almanacTexts?.[file]?.[place % TEXTS_IN_FILE] ?? '';
    },
  };
}

const fetching = new Map<string, Promise<void>>();

function fetchScript({ href }: URL): Promise<void> {
  const known = fetching.get(href);
  if (known) return known;
  const script = document.createElement('script');
  const done = new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => {
      fetching.delete(href);
      reject(new Error(`${href} could not be fetched`));
    };
  });
  script.src = href;
  document.head.append(script);
  fetching.set(href, done);
  return done;
}

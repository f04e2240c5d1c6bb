import { createHash } from 'node:crypto';
import { type Bodies, compress } from './compression.ts';

export const HTML = 'text/html; charset=utf-8';

/** What is still to be done to what a page renders. By its name a thread that saves a copy does it too. */
export interface Finish {
  name: string;
  run(text: string): string;
}

/** A page, or a file such as a calendar, that is the same for every reader. */
export interface PageSource {
  path: string;
  render(): string;
  /** Media type; HTML when left out. */
  type?: string;
  /**
   * Answers an address with a query. Everything in a query is a stranger's text.
   * @returns nothing when the query holds nothing for this page: then the page itself is the answer
   */
  respond?(query: URLSearchParams): Answer | undefined | Promise<Answer | undefined>;
  /** Queries, as our own links write them, whose answers a copy without a server holds. */
  variants?(): readonly string[];
  /** What is done to all that it renders or answers. */
  finish?: Finish;
  /** Not for search engines. */
  unlisted?: boolean;
  /** What it must have at hand to answer, where that takes long: begun ahead, or by whoever asks first. */
  prepare?: () => Promise<unknown>;
  /** Rendered at the first visit instead of ahead; for the many variants that few will open. */
  lazy?: boolean;
}

/** What a page answers to one query: a page, or JSON for a script of ours. */
export type Answer = PageAnswer | { status: 200 | 400; json: string };

export interface PageAnswer {
  status: 200 | 303 | 400 | 404;
  html: string;
  /** Where to, with 303. */
  location?: string;
}

export interface Page {
  etag: string;
  type: string;
  bodies: Bodies;
}

/** Pages in memory: each rendered once, then compressed in the background and ready to send. */
export class PageStore {
  readonly #sources: Map<string, PageSource>;
  readonly #pages = new Map<string, Page>();

  /** @throws when two pages have one path */
  constructor(sources: readonly PageSource[]) {
    this.#sources = new Map();
    for (const source of sources) {
      if (this.#sources.has(source.path)) throw new Error(`Two pages have the path ${source.path}`);
      this.#sources.set(source.path, source);
    }
  }

  get paths(): string[] {
    return [...this.#sources.keys()];
  }

  /** The page at a path, rendered now if nobody asked before. */
  find(path: string): Page | undefined {
    const known = this.#pages.get(path);
    if (known) return known;
    const source = this.#sources.get(path);
    if (!source) return undefined;
    const page = toPage(finished(source), source.type);
    this.#pages.set(path, page);
    if (source.lazy) void compress(page.bodies);
    return page;
  }

  /** The page at a path as text, neither kept nor compressed; for whoever writes all of them somewhere. */
  read(path: string): { type: string; text: string } | undefined {
    const source = this.#sources.get(path);
    return source && { type: source.type ?? HTML, text: finished(source) };
  }

  /** As `read`, for whoever finishes the pages elsewhere. @returns with the name of what is still to be done, if any */
  readUnfinished(path: string): { type: string; text: string; finish?: string } | undefined {
    const source = this.#sources.get(path);
    if (!source) return undefined;
    const { type = HTML, finish } = source;
    return { type, text: source.render(), ...(finish && { finish: finish.name }) };
  }

  /** The media type of the page at a path. */
  typeOf(path: string): string | undefined {
    const source = this.#sources.get(path);
    return source && (source.type ?? HTML);
  }

  /** The answer of the page at a path to a query; nothing when there is no such page or the query says nothing to it. */
  async respond(path: string, query: URLSearchParams): Promise<Answer | undefined> {
    const source = this.#sources.get(path);
    const answer = await source?.respond?.(query);
    if (!answer || !source?.finish || 'json' in answer) return answer;
    return { ...answer, html: source.finish.run(answer.html) };
  }

  /** The queries to the page at a path that a copy without a server holds. */
  variants(path: string): readonly string[] {
    return this.#sources.get(path)?.variants?.() ?? [];
  }

  /** Renders all but the lazy pages. */
  renderAll(): void {
    for (const { path, lazy } of this.#sources.values()) if (!lazy) this.find(path);
  }

  /** Renders and compresses all but the lazy pages, one after the other, so that readers never wait for it. */
  async prepareAll(): Promise<void> {
    const begun = Promise.all([...this.#sources.values()].map(({ prepare }) => prepare?.()));
    // Told at the end, not by the process.
    begun.catch(() => undefined);
    for (const { path, lazy } of this.#sources.values()) {
      const page = lazy ? undefined : this.find(path);
      if (page && !page.bodies.gzip) await compress(page.bodies);
    }
    await begun;
  }
}

const finished = ({ render, finish }: PageSource) => (finish ? finish.run(render()) : render());

function toPage(body: string, type = HTML): Page {
  const identity = Buffer.from(body);
  const hash = createHash('sha256').update(identity).digest('base64url');
  return { type, etag: `W/"${hash.slice(0, 22)}"`, bodies: { identity } };
}

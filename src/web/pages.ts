import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A page that is the same for every reader. */
export interface PageSource {
  path: string;
  render(): string;
  /** Rendered at the first visit instead of at start; for the many variants that few will open. */
  lazy?: boolean;
}

export type Encoding = 'br' | 'gzip' | 'identity';

export interface Page {
  etag: string;
  bodies: Record<'identity', Buffer> & Partial<Record<Encoding, Buffer>>;
}

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Pages in memory: rendered once, compressed in the background, ready to send. */
export class PageStore {
  readonly #sources: Map<string, PageSource>;
  readonly #pages = new Map<string, Page>();

  /** Renders all but the lazy pages. @throws when two pages have one path */
  constructor(sources: readonly PageSource[]) {
    this.#sources = new Map(sources.map((source) => [source.path, source]));
    if (this.#sources.size !== sources.length) {
      const twice = sources.find(
        (source, index) => sources.findIndex((s) => s.path === source.path) !== index,
      );
      throw new Error(`Two pages have the path ${twice?.path}`);
    }
    for (const source of sources) if (!source.lazy) this.find(source.path);
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
    const page = toPage(source.render());
    this.#pages.set(path, page);
    if (source.lazy) void compress(page);
    return page;
  }

  /** Compresses every rendered page, one after the other, off the main thread. */
  async compressAll(): Promise<void> {
    for (const page of this.#pages.values()) await compress(page);
  }
}

function toPage(html: string): Page {
  const identity = Buffer.from(html);
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  return { etag, bodies: { identity } };
}

async function compress(page: Page): Promise<void> {
  const { identity } = page.bodies;
  const quality = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
    },
  };
  [page.bodies.br, page.bodies.gzip] = await Promise.all([
    brotli(identity, quality),
    deflate(identity),
  ]);
}

/** The best encoding that both the request and the page have. */
export function chooseEncoding(accepted: string | undefined, page: Page): Encoding {
  if (accepted && page.bodies.br && /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted))
    return 'br';
  if (accepted && page.bodies.gzip && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted))
    return 'gzip';
  return 'identity';
}

import { createHash } from 'node:crypto';

/** A file that takes time to make, such as a Word document. */
export interface DownloadSource {
  path: string;
  /** What it is called on the reader's own disk. */
  name: string;
  type: string;
  /** Shown where it is used, not kept on the reader's disk: a picture. */
  inline?: boolean;
  /** @param signal tells when nobody waits for it any more: what was started for it must then end */
  make(signal: AbortSignal): Promise<Buffer>;
}

export interface Download {
  name: string;
  type: string;
  inline: boolean;
  etag: string;
  body: Buffer;
}

/** The file was not made in time, or too many wait before it: the reader may come back in a minute. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Files made when somebody first asks for them: one at a time, each in limited time, then kept. */
export class DownloadStore {
  readonly #sources: Map<string, DownloadSource>;
  readonly #made = new Map<string, Promise<Download>>();
  readonly #limits: { time: number; waiting: number };
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param limits milliseconds that one file may take, and how many may wait at the same time */
  constructor(sources: readonly DownloadSource[], limits = { time: 30_000, waiting: 20 }) {
    this.#sources = new Map(sources.map((source) => [source.path, source]));
    this.#limits = limits;
  }

  get paths(): string[] {
    return [...this.#sources.keys()];
  }

  /** @throws BusyError when it is not made in time or too many wait @returns nothing when there is no such file */
  find(path: string): Promise<Download> | undefined {
    const known = this.#made.get(path);
    if (known) return known;
    const source = this.#sources.get(path);
    if (!source) return undefined;
    if (this.#waiting >= this.#limits.waiting) return Promise.reject(new BusyError());
    this.#waiting += 1;
    const made = this.#last.then(() => this.#make(source));
    this.#made.set(path, made);
    this.#last = made
      .catch(() => this.#made.delete(path))
      .finally(() => {
        this.#waiting -= 1;
      });
    return made;
  }

  async #make({ name, type, inline = false, make }: DownloadSource): Promise<Download> {
    let timer: NodeJS.Timeout | undefined;
    const stop = new AbortController();
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new BusyError());
        stop.abort();
      }, this.#limits.time);
    });
    const body = await Promise.race([make(stop.signal), late]).finally(() => clearTimeout(timer));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    return { name, type, inline, etag, body };
  }
}

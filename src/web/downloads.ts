import { createHash } from 'node:crypto';
import { Turns } from './turns.ts';

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

/** Files made when somebody first asks for them: one at a time, each in limited time, then kept. */
export class DownloadStore {
  readonly #sources: Map<string, DownloadSource>;
  readonly #made = new Map<string, Promise<Download>>();
  readonly #turns: Turns;

  /** @param limits milliseconds that one file may take, and how many may wait at the same time */
  constructor(sources: readonly DownloadSource[], limits = { time: 30_000, waiting: 20 }) {
    this.#sources = new Map(sources.map((source) => [source.path, source]));
    this.#turns = new Turns(limits);
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
    const made = this.#turns.take((signal) => this.#make(source, signal));
    this.#made.set(path, made);
    // What was not made is tried again at the next visit.
    made.catch(() => this.#made.delete(path));
    return made;
  }

  async #make(
    { name, type, inline = false, make }: DownloadSource,
    signal: AbortSignal,
  ): Promise<Download> {
    const body = await make(signal);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    return { name, type, inline, etag, body };
  }
}

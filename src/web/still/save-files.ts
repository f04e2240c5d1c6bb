import { Worker } from 'node:worker_threads';

/** Files in a parcel: one by one, sending took longer than some pages to make. */
const IN_PARCEL = 16;
/** Parcels on their way to the disk before the maker of pages waits for it. */
const MOST_WAITING = 64;

/** What the thread is started with. */
export interface SaverData {
  folder: string;
  held: readonly string[];
  rest: unknown;
}

/** The module that the thread runs, which calls `serveSaving`, and what else it needs. */
export interface Saver {
  entry: URL;
  rest: unknown;
}

/** What goes to the thread: files in parcels, then that there are no more. */
export type Sent = readonly Saving[] | 'end';

export interface Saving {
  /** Where in the folder, or the address that says so. */
  place: { file: string } | { address: string };
  body: string | Buffer;
  /** What is still to be done to it. */
  finish?: string | undefined;
  /** Whether it holds addresses as a server has them. */
  links?: boolean;
}

/**
 * Saves files in a thread of its own, while the next pages are made: half of the time of a build is the disk's. There
 * pages are finished, and their addresses made relative, too.
 */
export class FileSaver {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #parcel: Saving[] = [];
  #waiting = 0;
  #count = 0;
  #dead: readonly string[] = [];
  #room: (() => void) | undefined;

  /**
   * @param folder where they go; folders in it are made as needed
   * @param held all addresses of the copy
   */
  constructor(folder: string, held: readonly string[], { entry, rest }: Saver) {
    const workerData: SaverData = { folder, held, rest };
    this.#worker = new Worker(entry, { workerData });
    this.#worker.on('message', (message: 'saved' | string[]) => {
      if (message !== 'saved') {
        this.#dead = message;
        return;
      }
      this.#waiting -= 1;
      if (this.#waiting < MOST_WAITING) this.#room?.();
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => resolve());
    });
    // Told by whoever waits next, not by the process.
    this.#ended.catch(() => undefined);
  }

  /** How many files were handed over. */
  get count(): number {
    return this.#count;
  }

  /** @throws when an earlier file could not be saved */
  async save(saving: Saving): Promise<void> {
    this.#count += 1;
    this.#parcel.push(saving);
    if (this.#parcel.length < IN_PARCEL) return;
    this.#send();
    if (this.#waiting < MOST_WAITING) return;
    const room = new Promise<void>((resolve) => {
      this.#room = resolve;
    });
    await Promise.race([room, this.#ended]);
  }

  #send(): void {
    this.#worker.postMessage(this.#parcel satisfies Sent);
    this.#parcel = [];
    this.#waiting += 1;
  }

  /**
   * Waits until all is on the disk.
   * @returns links of the pages to what the copy does not hold
   * @throws when a file could not be saved
   */
  async end(): Promise<readonly string[]> {
    this.#send();
    this.#worker.postMessage('end' satisfies Sent);
    await this.#ended;
    return this.#dead;
  }

  /** Gives up what is not yet saved. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

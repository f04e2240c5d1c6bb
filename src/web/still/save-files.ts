import { Worker } from 'node:worker_threads';

/** Files on their way to the disk before the maker of pages waits for it. */
const MOST_WAITING = 200;

/**
 * Saves files in a thread of its own, while the next pages are made: half of the time of a build is the disk's.
 * @param folder where they go; folders in it are made as needed
 */
export class FileSaver {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #waiting = 0;
  #count = 0;
  #room: (() => void) | undefined;

  constructor(folder: string) {
    this.#worker = new Worker(new URL('save-worker.ts', import.meta.url), { workerData: folder });
    this.#worker.on('message', () => {
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
  async save(file: string, body: string | Buffer): Promise<void> {
    this.#count += 1;
    this.#waiting += 1;
    this.#worker.postMessage({ file, body });
    if (this.#waiting < MOST_WAITING) return;
    const room = new Promise<void>((resolve) => {
      this.#room = resolve;
    });
    await Promise.race([room, this.#ended]);
  }

  /** Waits until all is on the disk. @throws when a file could not be saved */
  async end(): Promise<void> {
    this.#worker.postMessage('end');
    await this.#ended;
  }

  /** Gives up what is not yet saved. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

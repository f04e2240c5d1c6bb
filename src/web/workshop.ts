import { Worker } from 'node:worker_threads';
import type { Turns } from './turns.ts';

/** Makes files of plain values in a thread of its own, so that nobody else waits for it. */
export class Workshop<Task> {
  readonly #script: URL;
  readonly #turns: Turns;
  readonly #idle: number;
  #worker: Worker | undefined;
  #closing: NodeJS.Timeout | undefined;

  /**
   * @param script what runs in the thread: it answers each message with `{ body }` or `{ error }`
   * @param turns one piece of work at a time, shared with whatever else is heavy
   * @param idle milliseconds after which a thread without work ends and gives its memory back
   */
  constructor(script: URL, turns: Turns, idle = 30_000) {
    this.#script = script;
    this.#turns = turns;
    this.#idle = idle;
  }

  /** @throws BusyError when it is not made in time or too many wait; Error when it cannot be made */
  make(task: Task): Promise<Buffer> {
    return this.#turns.take((signal) => this.#ask(task, signal));
  }

  #ask(task: Task, signal: AbortSignal): Promise<Buffer> {
    clearTimeout(this.#closing);
    const worker = this.#worker ?? this.#open();
    worker.ref();
    return new Promise<Buffer>((resolve, reject) => {
      const done = () => {
        worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
        signal.removeEventListener('abort', stop);
      };
      const end = (error: Error) => {
        done();
        this.#close(worker);
        reject(error);
      };
      const stop = () => end(new Error('It took too long to make.'));
      signal.addEventListener('abort', stop);
      worker.once('error', end);
      worker.once('exit', () => end(new Error('The thread that made it ended.')));
      worker.once('message', ({ body, error }: { body?: Uint8Array; error?: string }) => {
        done();
        this.#rest(worker);
        if (body) resolve(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
        else reject(new Error(error ?? 'It could not be made.'));
      });
      worker.postMessage(task);
    });
  }

  #open(): Worker {
    this.#worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: 192 } });
    return this.#worker;
  }

  /** A thread without work keeps no process alive. */
  #rest(worker: Worker): void {
    worker.unref();
    worker.on('error', () => this.#close(worker));
    this.#closing = setTimeout(() => this.#close(worker), this.#idle).unref();
  }

  #close(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
    void worker.terminate();
  }
}

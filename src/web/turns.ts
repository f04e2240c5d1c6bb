/** It was not done in time, or too many wait before it: the reader may come back in a minute. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Heavy work, one piece at a time, each in limited time. */
export class Turns {
  readonly #limits: { time: number; waiting: number };
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param limits milliseconds that one piece may take, and how many may wait at the same time */
  constructor(limits: { time: number; waiting: number }) {
    this.#limits = limits;
  }

  /**
   * @param work gets a signal that tells when nobody waits for it any more: what was started for it must then end
   * @throws BusyError when it is not done in time, or too many wait
   */
  take<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#limits.waiting) return Promise.reject(new BusyError());
    this.#waiting += 1;
    const done = this.#last.then(() => this.#run(work));
    this.#last = done
      .catch(() => undefined)
      .finally(() => {
        this.#waiting -= 1;
      });
    return done;
  }

  async #run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const stop = new AbortController();
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new BusyError());
        stop.abort();
      }, this.#limits.time);
    });
    return Promise.race([work(stop.signal), late]).finally(() => clearTimeout(timer));
  }
}

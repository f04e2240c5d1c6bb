import { KnownError } from '../../lib/errors.ts';
import type { PrintDocument } from '../../web/printer.ts';
import { BusyError, Turns } from '../../web/turns.ts';
import { Workshop } from '../../web/workshop.ts';
import type { Task } from './task.ts';

/** Makes files, heavy ones one at a time and away from the requests of others. */
export interface Makers {
  /** @throws KnownError 503 when too many wait or it takes too long */
  make(task: Task): Promise<Buffer>;
  /** Prints a page as PDF; nothing where there is no Chromium. @throws KnownError 503 as above */
  print: ((html: string, foot: string) => Promise<Buffer>) | undefined;
}

const LIMITS = { time: 30_000, waiting: 10 };

export function createMakers(print: PrintDocument | undefined): Makers {
  const turns = new Turns(LIMITS);
  const workshop = new Workshop<Task>(new URL('make-worker.ts', import.meta.url), turns);
  return {
    make: (task) => sayBusy(workshop.make(task)),
    print: print && ((html, foot) => sayBusy(turns.take((signal) => print(html, foot, signal)))),
  };
}

async function sayBusy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    throw new KnownError(503, 'Many files are being made right now. Try again in a minute.');
  }
}

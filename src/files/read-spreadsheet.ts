import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';

/** A file that we do not take; the message is a sentence for the person who sent it. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

export interface SheetRows {
  name: string;
  /** Cells as text; a date as ISO date. */
  rows: string[][];
}

const MOST_BYTES = 2_000_000;
const MOST_UNPACKED = 20_000_000;
const MOST_MILLISECONDS = 10_000;
const NOT_ONE = 'That is not a spreadsheet that we can read. Save it as .xlsx and send it again.';

/**
 * Reads the first sheet of an `.xlsx` file that a stranger sent: in a worker with little memory and little time, after
 * a look at what it would unpack to.
 * @throws FileRefused that says why
 */
export async function readSpreadsheet(data: Uint8Array): Promise<SheetRows> {
  if (data.length > MOST_BYTES) throw new FileRefused('The file is too large. It may have 2 MB.');
  lookInside(data);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('read-worker.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
    });
    const timer = setTimeout(() => {
      reject(new FileRefused('The file took too long to read.'));
      void worker.terminate();
    }, MOST_MILLISECONDS);
    worker.once('message', (sheet: SheetRows) => resolve(sheet));
    worker.once('error', () => reject(new FileRefused(NOT_ONE)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new FileRefused(NOT_ONE));
    });
  });
}

function lookInside(data: Uint8Array): void {
  let unpacked = 0;
  const names: string[] = [];
  try {
    unzipSync(data, {
      filter({ name, originalSize }) {
        unpacked += originalSize;
        names.push(name);
        return false;
      },
    });
  } catch {
    throw new FileRefused(NOT_ONE);
  }
  if (!names.includes('xl/workbook.xml')) throw new FileRefused(NOT_ONE);
  if (names.some((name) => /vbaProject/i.test(name)))
    throw new FileRefused(
      'The file holds macros. Save it as .xlsx without macros and send it again.',
    );
  if (unpacked > MOST_UNPACKED || names.length > 200)
    throw new FileRefused('The file unpacks to far more than an assessment needs.');
}

import { parentPort, workerData } from 'node:worker_threads';
import readSheets from 'read-excel-file/node';

const [first] = await readSheets(Buffer.from(workerData as Uint8Array));
const text = (cell: unknown): string =>
  cell instanceof Date ? cell.toISOString().slice(0, 10) : cell === null ? '' : String(cell);
parentPort?.postMessage({
  name: first?.sheet ?? '',
  rows: (first?.data ?? []).slice(0, 6000).map((row) => row.slice(0, 50).map(text)),
});

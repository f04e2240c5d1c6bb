import { parentPort } from 'node:worker_threads';
import type { Task } from './task.ts';
import { makeTask } from './task.ts';

// One message is one file to make; they come one after the other.
parentPort?.on('message', (task: Task) => {
  makeTask(task).then(
    (body) => parentPort?.postMessage({ body }),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});

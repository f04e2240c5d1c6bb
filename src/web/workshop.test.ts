import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BusyError, Turns } from './turns.ts';
import { Workshop } from './workshop.ts';

/** A thread that answers, fails, dies or never answers, as it is asked to. */
const SCRIPT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (what) => {
      if (what === 'dies') process.exit(1);
      if (what === 'fails') parentPort.postMessage({ error: 'It cannot be made.' });
      else if (what !== 'never') parentPort.postMessage({ body: Buffer.from(what) });
    });
  `)}`,
);

test('a thread that fails, dies or never answers harms no other piece of work', async () => {
  const workshop = new Workshop<string>(SCRIPT, new Turns({ time: 3_000, waiting: 10 }));
  const made = await Promise.allSettled(
    ['one', 'fails', 'two', 'dies', 'three', 'never', 'four'].map((what) => workshop.make(what)),
  );
  assert.deepEqual(
    made.map((each) => (each.status === 'fulfilled' ? each.value.toString() : each.reason.name)),
    ['one', 'Error', 'two', 'Error', 'three', BusyError.name, 'four'],
  );
});

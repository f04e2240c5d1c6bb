import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DownloadStore } from './downloads.ts';
import { BusyError } from './turns.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const source = (path: string, make: () => Promise<Buffer>) => ({
  path,
  name: 'file.txt',
  type: 'text/plain',
  make,
});

test('a file is made once, however many ask for it', async () => {
  let made = 0;
  const make = async () => {
    made += 1;
    return Buffer.from(String(made));
  };
  const store = new DownloadStore([source('/a', make)]);
  const [one, two] = await Promise.all([store.find('/a'), store.find('/a')]);
  assert.equal(one?.body.toString(), '1');
  assert.equal(one, two);
  assert.equal(await store.find('/a'), one);
  assert.match(one.etag, /^"[\w-]{22}"$/);
  assert.equal(store.find('/b'), undefined);
});

test('files are made one at a time', async () => {
  let open = 0;
  let most = 0;
  const make = async () => {
    open += 1;
    most = Math.max(most, open);
    await wait(5);
    open -= 1;
    return Buffer.from('x');
  };
  const paths = ['/a', '/b', '/c'];
  const store = new DownloadStore(paths.map((path) => source(path, make)));
  await Promise.all(paths.map((path) => store.find(path)));
  assert.equal(most, 1);
});

test('a file that takes too long is given up, does not hold up the next, and can be asked for again', async () => {
  let slow = true;
  const make = async () => {
    if (slow) await wait(200);
    return Buffer.from('at last');
  };
  const store = new DownloadStore(
    [source('/slow', make), source('/quick', async () => Buffer.from('q'))],
    { time: 20, waiting: 5 },
  );
  await assert.rejects(store.find('/slow')!, BusyError);
  assert.equal((await store.find('/quick'))?.body.toString(), 'q');
  slow = false;
  assert.equal((await store.find('/slow'))?.body.toString(), 'at last');
});

test('a fault in making is told and not kept', async () => {
  let broken = true;
  const make = async () => {
    if (broken) throw new Error('no');
    return Buffer.from('yes');
  };
  const store = new DownloadStore([source('/a', make)]);
  await assert.rejects(store.find('/a')!, /no/);
  broken = false;
  assert.equal((await store.find('/a'))?.body.toString(), 'yes');
});

test('when too many wait the next is sent away', async () => {
  const paths = ['/a', '/b', '/c'];
  const make = async () => {
    await wait(5);
    return Buffer.from('x');
  };
  const store = new DownloadStore(
    paths.map((path) => source(path, make)),
    { time: 1000, waiting: 2 },
  );
  const first = Promise.all([store.find('/a'), store.find('/b')]);
  await assert.rejects(store.find('/c')!, BusyError);
  await first;
  assert.ok(await store.find('/c'));
});

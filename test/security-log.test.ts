import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, signedIn } from './browser-session.ts';
import { fillCouncil } from './council-of-each.ts';
import { emptyDatabase } from './databases.ts';
import { startApp } from './start-app.ts';

test('what is refused is logged by its kind and route, with nothing of who it was', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  const { app } = await startApp({ LOG_LEVEL: 'info' }, database, undefined, undefined, log);
  const { people } = await fillCouncil(database, 'leeds', 'quokka');
  const stranger = new Browser(app);
  const events = async (work: () => Promise<unknown>) => {
    lines.length = 0;
    await work();
    return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'security');
  };
  const viewer = await signedIn(app, database, people.viewer!.email);
  await stranger.get('/sign-in');
  await stranger.post('/sign-in', { email: 'ada@leeds.gov.uk', next: '' });
  await stranger.get('/sign-in/sent');
  for (const [work, event, route] of [
    [
      () => stranger.post('/sign-in/sent', { code: '000000' }),
      'sign-in.code-wrong',
      '/sign-in/sent',
    ],
    [() => viewer.get('/my/leeds/log'), 'access.role-too-small', '/my/:council/log'],
    [() => viewer.get('/my/york'), 'access.unknown-place', '/my/:council'],
    [() => viewer.post('/my/leeds/leave', {}, 'forged'), 'form.not-ours', '/my/:council/leave'],
    [() => viewer.post('/account/name', { name: 'X' }, 'forged'), 'form.not-ours', '/account/name'],
    [
      () => stranger.post(`/sign-in/link/${'A'.repeat(43)}`),
      'sign-in.link-over',
      '/sign-in/link/:secret',
    ],
  ] as const) {
    const [line, ...more] = await events(work);
    assert.deepEqual([line?.event, line?.route, more.length], [event, route, 0]);
    assert.match(line.reqId, /^[\w-]{8,}$/);
    assert.doesNotMatch(JSON.stringify(line), /@|quokka|leeds|york|127\.0|AAAA|000000/);
  }
  assert.deepEqual(await events(() => viewer.get('/my/leeds')), [], 'and nothing of what is well');
  await app.close();
  await database.close();
});

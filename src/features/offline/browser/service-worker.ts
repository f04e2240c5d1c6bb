/// <reference lib="dom" />
import { KEPT, NOT_KEPT, type OfflineSettings, VISITED } from '../settings.ts';
import { keepGuide, keyOf, listKept, placeOf } from './kept.ts';
import type { WorkerScope } from './worker-scope.ts';

// Public pages only. It is registered when a reader asks to keep the guide, never before.

const worker = self as unknown as WorkerScope & { almanacOffline: OfflineSettings };
const settings = worker.almanacOffline;
const scope = worker.registration.scope;
const ours = KEPT + settings.version;

/** What belongs to one person is neither kept nor answered here. */
const PERSONAL = /^(?:my|account|sign-in|sign-out)(?:\/|$)/;
/** Queries that only put a page in another order, or that a kept page answers itself. */
const ANSWERED_BY_PAGE = /^\?(?:council=|q=)/;
const MOST_VISITED = 200;

worker.addEventListener('install', (event) => {
  // Who kept the guide of an earlier version gets this one; the old stays until all of the new is here.
  event.waitUntil(
    (async () => {
      if ((await listKept()).length > 0 && !(await caches.has(ours)))
        await keepGuide(settings, scope);
      await worker.skipWaiting();
    })(),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await listKept()) if (name !== ours) await caches.delete(name);
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.data !== 'keep' || !port) return;
  event.waitUntil(
    keepGuide(settings, scope, (done, of) => port.postMessage({ done, of })).then(
      () => port.postMessage({ kept: true }),
      () => port.postMessage({ failed: true }),
    ),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { href } = new URL(request.url);
  if (request.method !== 'GET' || !href.startsWith(scope)) return;
  const inside = href.slice(scope.length);
  if (PERSONAL.test(inside)) return;
  if (inside.startsWith('assets/')) event.respondWith(fromCacheFirst(request));
  else if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(event.request));
  else if (inside.startsWith('search/'))
    event.respondWith(fetch(request).catch(() => findKept(request)));
});

/** Its address changes when its content does, so a kept one is never old. */
const fromCacheFirst = async (request: Request): Promise<Response> =>
  (await caches.match(request.url)) ?? fetch(request);

async function findKept({ url }: { url: string }): Promise<Response> {
  return (await caches.match(keyOf(url))) ?? Response.error();
}

async function fromNetworkFirst(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    await keepVisited(request, answer.clone()).catch(() => undefined);
    return answer;
  } catch {
    return answerOffline(new URL(request.url));
  }
}

async function keepVisited({ url }: Request, answer: Response): Promise<void> {
  const type = answer.headers.get('content-type') ?? '';
  const control = answer.headers.get('cache-control') ?? '';
  if (answer.status !== 200 || answer.redirected || new URL(url).search) return;
  if (!type.startsWith('text/html') || /private|no-store/.test(control)) return;
  const cache = await caches.open(VISITED);
  await cache.delete(keyOf(url));
  await cache.put(keyOf(url), answer);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST_VISITED))) await cache.delete(old);
}

async function answerOffline({ href, pathname, search }: URL): Promise<Response> {
  const key = keyOf(href);
  // In a copy made of files links are relative: they only hold where the address is that of the file.
  const isFile = !settings.files || /(?:\/|\.html)$/.test(pathname);
  const kept = search && !ANSWERED_BY_PAGE.test(search) ? undefined : await caches.match(key);
  if (kept) return isFile ? kept : Response.redirect(`${key}/index.html${search}`);
  // Of a reader's own guide only the front page is kept; the same page for everyone takes its place.
  const everyone = placeOf('/outcomes/', scope);
  const plain = key.replace(/\/for\/[^/]+\//, '/outcomes/');
  if (plain !== key && plain.startsWith(everyone) && (await caches.match(plain)))
    return Response.redirect(settings.files ? `${plain}/index.html` : plain);
  const notKept = placeOf(NOT_KEPT, scope);
  if (settings.files && key !== notKept) return Response.redirect(`${notKept}/index.html`);
  return (await caches.match(notKept)) ?? Response.error();
}

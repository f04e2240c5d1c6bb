import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Asset } from './assets.ts';
import { type Bodies, chooseEncoding, gzipNow } from './compression.ts';
import type { Download, DownloadStore } from './downloads.ts';
import { type Answer, HTML, type Page, type PageStore } from './pages.ts';
import { BusyError } from './turns.ts';

/** What the site serves now; a new one takes its place when the content changes in development. */
export interface Served {
  pages: PageStore;
  assets: ReadonlyMap<string, Asset>;
  downloads: DownloadStore;
  /** Retired address → the page that says where it went. */
  gone: ReadonlyMap<string, string>;
  /** A picture that people added and everybody may see, by its address; nothing when there is none. */
  findPicture?(path: string): Promise<{ type: string; data: Buffer } | undefined>;
}

interface Answers {
  busy(): string;
  notFound(): string;
  notAllowed(): string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the pages and assets that are the same for everyone: from memory, compressed, with ETag, no cookie.
 * @param current what to serve at this moment
 * @param cacheControl how long a page may be kept
 */
export function servePages(
  app: FastifyInstance,
  current: () => Served | Promise<Served>,
  errorPages: () => Answers,
  cacheControl: string,
): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: async (request, reply) => {
      const served = await current();
      const path = pathOf(request.url);
      const answer = await answerTo(served.pages, request.url);
      if (answer) return sendAnswer(request, reply, answer);
      const page = served.pages.find(path);
      if (page) return sendPage(request, reply, page, cacheControl);
      const file = served.assets.get(path);
      if (file) {
        reply.header('cache-control', FOR_EVER);
        return sendBody(request, reply, file.bodies, file.type);
      }
      const download = served.downloads.find(path);
      if (download) return sendDownload(request, reply, download, errorPages().busy);
      const picture = await served.findPicture?.(path);
      if (picture) return sendPicture(reply, picture);
      const gone = served.gone.get(path);
      if (gone) return reply.code(410).type(HTML).send(gone);
      if (
        path.length > 1 &&
        path.endsWith('/') &&
        served.pages.find(path.replace(/\/+$/, '') || '/')
      ) {
        return reply.redirect(path.replace(/\/+$/, '') || '/', 308);
      }
      return reply.code(404).type(HTML).send(errorPages().notFound());
    },
  });
  app.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/*',
    handler: async (request, reply) => {
      const served = await current();
      const path = pathOf(request.url);
      if (!served.pages.find(path)) return reply.code(404).type(HTML).send(errorPages().notFound());
      return reply
        .code(405)
        .header('allow', 'GET, HEAD')
        .type(HTML)
        .send(errorPages().notAllowed());
    },
  });
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page, cacheControl: string) {
  reply.header('etag', page.etag).header('cache-control', cacheControl);
  if (request.headers['if-none-match']?.includes(page.etag)) return reply.code(304).send();
  return sendBody(request, reply, page.bodies, page.type);
}

async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Promise<Download>,
  busy: () => string,
) {
  try {
    const { name, type, inline, etag, body } = await download;
    reply.header('etag', etag).header('cache-control', 'public, no-cache');
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    if (!inline) reply.header('content-disposition', `attachment; filename="${name}"`);
    return reply.header('content-type', type).send(body);
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    return reply.code(503).header('retry-after', '60').type(HTML).send(busy());
  }
}

/**
 * A picture never changes at its address. A week and not for ever: what is withdrawn must fade from caches. Its own policy
 * makes sure that a browser which is led to it treats it as nothing but a picture.
 */
function sendPicture(reply: FastifyReply, { type, data }: { type: string; data: Buffer }) {
  return reply
    .header('cache-control', 'public, max-age=604800, immutable')
    .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    .type(type)
    .send(data);
}

/** A query longer than this cannot come from our own forms: the page is shown as if there were none. */
const LONGEST_QUERY = 2000;

async function answerTo(pages: PageStore, url: string): Promise<Answer | undefined> {
  const start = url.indexOf('?');
  if (start < 0 || url.length - start > LONGEST_QUERY) return undefined;
  return pages.respond(url.slice(0, start), new URLSearchParams(url.slice(start + 1)));
}

// What a reader searches for is theirs: not kept by caches on the way.
async function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer) {
  reply.header('cache-control', 'private, no-cache').code(answer.status);
  const [body, type] = 'json' in answer ? [answer.json, JSON_TYPE] : [answer.html, HTML];
  if ('location' in answer && answer.location) reply.header('location', answer.location);
  const identity = Buffer.from(body);
  const bodies: Bodies = { identity };
  if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    bodies.gzip = await gzipNow(identity);
  }
  return sendBody(request, reply, bodies, type);
}

function sendBody(request: FastifyRequest, reply: FastifyReply, bodies: Bodies, type: string) {
  const encoding = chooseEncoding(request.headers['accept-encoding'] as string | undefined, bodies);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply
    .header('vary', 'accept-encoding')
    .header('content-type', type)
    .send(bodies[encoding]);
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

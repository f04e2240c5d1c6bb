import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify';
import type { Config } from './config.ts';
import { KnownError } from './lib/errors.ts';
import type { Site } from './site.ts';
import type { ErrorPages } from './web/error-pages.ts';
import { loggerOptions, numberRequests } from './web/log.ts';
import { type Operations, serveOperations } from './web/operations.ts';
import { acceptForms, addSecurityHeaders, securityHeaders } from './web/security.ts';
import { servePages } from './web/serve-pages.ts';
import { serveRoutes } from './web/visits/serve-routes.ts';
import type { Route } from './web/visits/visit.ts';

const HTML = 'text/html; charset=utf-8';

/**
 * Puts the application together, by hand and in this one place. It does not listen.
 * @param site gives the site to serve at this moment
 * @param table addresses of the pages that are made for one person: they stay the same while the site is made anew
 * @param operations what those who run the almanac ask it, where there is a database
 * @param log where log lines go, instead of the terminal
 */
export function createApp(
  config: Config,
  site: () => Site | Promise<Site>,
  table: readonly Pick<Route, 'method' | 'path'>[] = [],
  operations?: Operations,
  log?: { write(line: string): void },
): FastifyInstance {
  const headers = securityHeaders(config.PUBLIC_URL?.startsWith('https:') ?? false);
  const app = Fastify({
    // One step: what a reader writes into the header themselves stands further away and is not believed.
    trustProxy: config.TRUST_PROXY && ((_address, step) => step === 0),
    logger: loggerOptions(config.LOG_LEVEL, log),
    // Log lines of requests would hold addresses of readers and what they read.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: numberRequests(config.TRUST_PROXY),
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (_error, _request, reply) => {
      void (reply as unknown as FastifyReply)
        .code(400)
        // An address that cannot be read never reaches the hook that puts them on.
        .headers(headers)
        .type(HTML)
        .send(
          '<!DOCTYPE html><html lang="en"><title>Bad request</title><h1>We could not read that address</h1></html>',
        );
    },
  });
  let latest: Site | undefined;
  const current = async () => {
    latest = await site();
    return latest;
  };

  addSecurityHeaders(app, headers);
  serveOperations(app, operations);
  void app.register(cookie);
  void app.register(multipart);
  acceptForms(app);
  serveRoutes(app, table, async () => (await current()).spaces);
  servePages(
    app,
    current,
    () => latest!.errorPages,
    config.NODE_ENV === 'production'
      ? 'public, max-age=300, stale-while-revalidate=86400'
      : 'no-cache',
  );

  app.setErrorHandler((error: FastifyError | KnownError, request, reply) => {
    const status = error instanceof KnownError ? error.status : (error.statusCode ?? 500);
    // The route, never the address as typed: what people type may be personal.
    if (status >= 500)
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    const pages = latest?.errorPages;
    const body = pages && pageFor(status, pages, request.id);
    if (status === 503) reply.header('retry-after', '30');
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type(HTML)
      .send(body ?? 'Something went wrong.');
  });
  return app;
}

function pageFor(status: number, pages: ErrorPages, id: string): string {
  if (status === 404) return pages.notFound();
  if (status === 413) return pages.tooLarge();
  if (status === 415) return pages.notAForm();
  if (status === 503) return pages.unavailable();
  return status >= 500 ? pages.failed(id) : pages.badRequest();
}

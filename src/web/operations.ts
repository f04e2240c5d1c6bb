import type { FastifyInstance } from 'fastify';
import { sameText } from '../lib/ids.ts';
import type { Metrics } from './metrics.ts';

/** What those who run the almanac ask it. */
export interface Operations {
  /** Why requests for people's own pages cannot be answered now, in a sentence; nothing when all is ready. */
  notReady(): Promise<string | undefined>;
  metrics: Metrics;
  /** The word that opens the metrics; without one they are open to all, or to nobody. */
  token: string | undefined;
  /** Whether metrics without a word are open. */
  open: boolean;
}

/**
 * Serves `/healthz` (the process answers), `/readyz` (the database does too) and `/metrics`.
 * @param operations nothing where there is only the guide: it is ready when it answers
 */
export function serveOperations(app: FastifyInstance, operations: Operations | undefined): void {
  app.get('/healthz', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const why = await operations?.notReady();
    if (!why) return { status: 'ready' };
    return reply.code(503).header('retry-after', '5').send({ status: 'not ready', why });
  });
  if (!operations) return;
  const { metrics, token, open } = operations;
  app.addHook('onResponse', (request, reply, done) => {
    metrics.note(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
  });
  if (!token && !open) return;
  app.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (token && !sameText(request.headers.authorization ?? '', `Bearer ${token}`))
      return reply.code(401).header('www-authenticate', 'Bearer').send({ status: 'not allowed' });
    return reply.type(metrics.contentType).send(await metrics.read());
  });
}

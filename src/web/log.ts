import { randomUUID } from 'node:crypto';
import type { FastifyServerOptions } from 'fastify';
import { safeError } from '../lib/safe-error.ts';

/**
 * How lines are logged: JSON, each with the number of its request, nothing of who asked or what they typed.
 * @param level least severe line
 * @param stream where to, instead of the terminal
 */
export const loggerOptions = (
  level: string,
  stream?: { write(line: string): void },
): NonNullable<Exclude<FastifyServerOptions['logger'], boolean>> => ({
  level,
  ...(stream ? { stream } : {}),
  serializers: {
    err: safeError as never,
    // The framework's own would write the address as typed, and the reader's network address.
    req: ((request: { method?: string; routeOptions?: { url?: string } }) => ({
      method: request.method,
      route: request.routeOptions?.url,
    })) as never,
    res: (reply) => ({ statusCode: reply.statusCode ?? 0 }),
  },
});

/** Numbers of requests: the one that our own proxy gave, when it is one, else a new one. */
export const numberRequests =
  (trustProxy: boolean) =>
  ({ headers }: { headers: Record<string, string | string[] | undefined> }): string => {
    const given = trustProxy ? headers['x-request-id'] : undefined;
    return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  };

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hashOf, newSecret, sameText } from '../../lib/ids.ts';
import { cookieRules, csrfOf, secretIn } from './cookies.ts';
import { admit } from './guard.ts';
import { readForm } from './read-form.ts';
import {
  html,
  type Membership,
  type Reply,
  type Route,
  type Visit,
  type Visitor,
} from './visit.ts';

export interface Reception {
  /** Who a session belongs to; nothing when it ended. @param session hash of its secret */
  findVisitor(session: string, now: Date): Promise<Visitor | undefined>;
  findMembership(person: string, council: string): Promise<Membership | undefined>;
  /** Page for who has to sign in first: with the form that they sent, so that nothing typed is lost. */
  signInFirst(visit: Visit): string;
  /** Page for who may not open this. */
  refused(visit: Visit): string;
  /** Page for a form that is too old to be taken. */
  stale(visit: Visit): string;
  notFound(): string;
  now(): Date;
  https: boolean;
}

/**
 * Serves pages that are made for one person: who it is, whether they may, whether the form is ours, then the handler.
 * Each answer is private and never kept by caches.
 * @param table every address, known when the server starts
 * @param spaces the handlers of this moment
 */
export function serveRoutes(
  app: FastifyInstance,
  table: readonly Pick<Route, 'method' | 'path'>[],
  spaces: () => Promise<{ routes: readonly Route[]; reception: Reception } | undefined>,
): void {
  for (const { method, path } of table) {
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const now = await spaces();
        const route = now?.routes.find((each) => each.method === method && each.path === path);
        if (!now || !route) return reply.callNotFound();
        return send(request, reply, route, now.reception);
      },
    });
  }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  reception: Reception,
) {
  const { session, browser, options } = cookieRules(reception.https);
  const sessionSecret = secretIn(request.cookies[session]);
  let browserSecret = secretIn(request.cookies[browser]);
  if (!browserSecret) {
    browserSecret = newSecret();
    reply.setCookie(browser, browserSecret, options);
  }
  const now = reception.now();
  const visitor = sessionSecret && (await reception.findVisitor(hashOf(sessionSecret), now));
  const csrf = csrfOf(visitor ? sessionSecret : browserSecret);
  const { form, upload } = await readForm(request, route.upload);
  const [path = '', query = ''] = request.url.split('?', 2);
  const visit: Visit = {
    path,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(query),
    form,
    upload,
    stale: request.method === 'POST' && !isOurs(request, form, csrf),
    visitor: visitor || undefined,
    membership: undefined,
    csrf,
    browser: hashOf(browserSecret),
    ip: request.ip,
    now,
  };
  const answer = await respond(route, visit, reception);
  if (answer.session !== undefined) {
    if (answer.session === null) reply.clearCookie(session, options);
    else reply.setCookie(session, answer.session, options);
  }
  return reply
    .code(answer.status)
    .headers({ 'cache-control': 'no-store', ...answer.headers })
    .send(answer.body);
}

async function respond(route: Route, visit: Visit, reception: Reception): Promise<Reply> {
  const council = visit.params.council;
  const membership =
    visit.visitor && council !== undefined
      ? await reception.findMembership(visit.visitor.id, council)
      : undefined;
  const known: Visit = { ...visit, membership };
  const verdict = admit(route.access, known);
  if (verdict === 'sign-in') return html(reception.signInFirst(known), 401);
  // Who does not belong to a council is not told whether it has a space.
  if (verdict === 'unknown') return html(reception.notFound(), 404);
  if (verdict === 'refused') return html(reception.refused(known), 403);
  if (known.stale && !route.keepsForm) return html(reception.stale(known), 403);
  return route.handle(known);
}

/** Our own form, from our own page: the hidden field fits, and the browser says nothing against it. */
function isOurs(request: FastifyRequest, form: URLSearchParams, csrf: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return sameText(form.get('csrf') ?? '', csrf);
}

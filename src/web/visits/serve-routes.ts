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
  /** Whether a person may open and change a write-up. */
  isAuthor(person: string, draft: string): Promise<boolean>;
  /** Page for who has to sign in first: with the form that they sent, so that nothing typed is lost. */
  signInFirst(visit: Visit): string;
  /** Page for who may not open this. */
  refused(visit: Visit): string;
  /** Page for a form that is too old to be taken. */
  stale(visit: Visit): string;
  notFound(): string;
  /** Page for who sends something to an address that is only read, or the other way round. */
  notAllowed(): string;
  now(): Date;
  /** Scheme and host of the site's own address. */
  origin: string;
}

const HTML = 'text/html; charset=utf-8';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

/**
 * Serves pages that are made for one person: who it is, whether they may, whether the form is ours, then the handler.
 * Each answer is private, never kept by caches, and its address is told to no other page: it may hold a secret.
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
  for (const path of new Set(table.map((each) => each.path)))
    refuseOtherMethods(
      app,
      path,
      table.filter((each) => each.path === path).map(({ method }) => method),
      async () => (await spaces())?.reception.notAllowed(),
    );
}

/** Answers 405 to what an address does not take, so that the page below it is never reached by another way. */
function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  taken: readonly string[],
  page: () => Promise<string | undefined>,
): void {
  const allowed = taken.includes('GET') ? ['HEAD', ...taken] : taken;
  app.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url,
    exposeHeadRoute: false,
    handler: async (_request, reply) =>
      reply
        .code(405)
        .headers({ ...PRIVATE, allow: allowed.join(', ') })
        .type(HTML)
        .send(await page()),
  });
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  reception: Reception,
) {
  // Also on the page of an error: the address may hold a secret.
  reply.headers(PRIVATE);
  const params = request.params as Record<string, string>;
  // No address of ours has such signs, and PostgreSQL refuses some of them.
  if (Object.values(params).some((value) => /\p{C}/u.test(value)))
    return reply.code(404).type(HTML).send(reception.notFound());
  const { session, browser, options } = cookieRules(reception.origin.startsWith('https:'));
  const sessionSecret = secretIn(request.cookies[session]);
  let browserSecret = secretIn(request.cookies[browser]);
  if (!browserSecret) {
    browserSecret = newSecret();
    reply.setCookie(browser, browserSecret, options);
  }
  const now = reception.now();
  const visitor = sessionSecret
    ? await reception.findVisitor(hashOf(sessionSecret), now)
    : undefined;
  const csrf = csrfOf(visitor && sessionSecret ? sessionSecret : browserSecret);
  const membership =
    visitor && params.council !== undefined
      ? await reception.findMembership(visitor.id, params.council)
      : undefined;
  const author =
    route.access === 'author' &&
    visitor !== undefined &&
    (await reception.isAuthor(visitor.id, params.draft ?? ''));
  const verdict = admit(route.access, { visitor, membership }, author);
  // A file of somebody who may not be here is not taken in at all.
  const sent =
    verdict === 'welcome' || !request.isMultipart()
      ? await readForm(request, route.upload)
      : { form: new URLSearchParams(), upload: undefined };
  const foreign = isForeign(request, reception.origin);
  // What another site wrote into a form is not even shown again: a person might take it for their own words.
  const form = foreign ? new URLSearchParams() : sent.form;
  const upload = foreign ? undefined : sent.upload;
  const [path = '', query = ''] = request.url.split('?', 2);
  const visit: Visit = {
    path,
    params,
    query: readQuery(query),
    form,
    upload,
    stale: request.method === 'POST' && (foreign || !sameText(form.get('csrf') ?? '', csrf)),
    visitor,
    membership,
    csrf,
    browser: hashOf(browserSecret),
    ip: request.ip,
    now,
  };
  const answer = await respond(route, visit, verdict, reception);
  // Enough for an operator to see that something is tried again and again; nothing of who tried.
  const { event, cause: err } = answer;
  if (event) request.log.info({ event, route: route.path, ...(err ? { err } : {}) }, 'security');
  if (answer.session !== undefined) {
    if (answer.session === null) reply.clearCookie(session, options);
    else reply.setCookie(session, answer.session, options);
  }
  return reply
    .code(answer.status)
    .headers({ ...PRIVATE, ...answer.headers })
    .send(answer.body);
}

async function respond(
  route: Route,
  visit: Visit,
  verdict: ReturnType<typeof admit>,
  reception: Reception,
): Promise<Reply> {
  if (verdict === 'sign-in') return html(reception.signInFirst(visit), 401);
  // Who does not belong to a council is not told whether it has a space.
  if (verdict === 'unknown')
    return { ...html(reception.notFound(), 404), event: 'access.unknown-place' };
  if (verdict === 'refused')
    return { ...html(reception.refused(visit), 403), event: 'access.role-too-small' };
  if (visit.stale && !route.keepsForm)
    return { ...html(reception.stale(visit), 403), event: 'form.not-ours' };
  const answer = await route.handle(visit);
  return visit.stale ? { ...answer, event: 'form.not-ours' } : answer;
}

/** The query without signs that no address of ours has: PostgreSQL refuses a text with some of them. */
function readQuery(query: string): URLSearchParams {
  const pairs = [...new URLSearchParams(query)];
  return new URLSearchParams(pairs.map(([name, value]) => [name, value.replaceAll(/\p{C}/gu, '')]));
}

/**
 * Whether the browser says that another site sent this form. Browsers that are too old to say so still lack the hidden
 * field. `Origin: null` says nothing: our own pages send it, since they name no referrer.
 */
function isForeign({ method, headers, host }: FastifyRequest, own: string): boolean {
  if (method !== 'POST') return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return false;
  return origin !== own && (!URL.canParse(origin) || new URL(origin).host !== host);
}

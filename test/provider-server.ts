import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Account, Provider } from 'oidc-provider';

/** A real provider of OpenID Connect on this machine, with one page of its own to say yes or no on. */
export interface ProviderServer {
  issuer: string;
  /** Who its people are, by the name that it has for them. */
  people: Map<string, Record<string, unknown>>;
  stop(): Promise<void>;
}

export const CLIENT = { client: 'almanac', secret: 'a-secret-for-tests' };

/** @param site address of the almanac, which it sends people back to */
export async function startProvider(site: string, id: string): Promise<ProviderServer> {
  const people: ProviderServer['people'] = new Map();
  // The address is part of what it signs, so the port is found first.
  const server = createServer((request, response) => void serve(request, response));
  // A test that fails must not wait for it.
  server.on('connection', (socket) => socket.unref()).unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.client,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${site}/sign-in/back/${id}`],
        post_logout_redirect_uris: [`${site}/signed-out`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: async (_context, sub): Promise<Account> => ({
      accountId: sub,
      claims: async () => ({ sub, ...people.get(sub) }),
    }),
    // Nobody has to agree a second time to telling their address.
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return handle(request, response);
    if (request.method === 'POST') {
      let body = '';
      for await (const part of request) body += String(part);
      const form = new URLSearchParams(body);
      const who = form.get('who');
      return provider.interactionFinished(
        request,
        response,
        who ? { login: { accountId: who } } : { error: 'access_denied' },
      );
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!DOCTYPE html><html lang="en"><title>The council’s own sign-in</title>
      <h1>The council’s own sign-in</h1><form method="post">
      ${[...people.keys()].map((name) => `<button name="who" value="${name}">I am ${name}</button>`).join('\n')}
      <button name="no" value="no">I do not want to</button></form></html>`);
  }

  return {
    issuer,
    people,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * A person’s way through the provider, as their browser goes it.
 * @param start address that the almanac sent them to
 * @param who the name that the provider has for them; nothing when they say no
 * @returns the address of the almanac that they are sent back to, from its path on
 */
export async function passThrough(start: string, who: string | undefined): Promise<string> {
  const jar = new Map<string, string>();
  const { origin } = new URL(start);
  let [url, form]: [string, URLSearchParams | undefined] = [start, undefined];
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) {
      form = new URLSearchParams(who ? { who } : { no: 'no' });
      continue;
    }
    const next = new URL(location, url);
    if (next.origin !== origin) return next.pathname + next.search;
    [url, form] = [next.href, undefined];
  }
  throw new Error('The provider led nowhere.');
}

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider that lies as a test tells it to. It asks nobody: who comes is sent straight back. */
export interface FalseProvider {
  issuer: string;
  /** Claims that take the place of the right ones. */
  claims: Record<string, unknown>;
  /** What is done to the signed token before it goes out. */
  spoil: (token: string) => string;
  /** What its token endpoint answers instead, with a status. */
  status: number | undefined;
  /** Whether the last code was asked for with the verifier of its challenge. */
  proven: boolean;
  /** Where the almanac’s request would send the person back to, with a code. @param more fields of the answer */
  answer(request: string, more?: Record<string, string>): string;
  stop(): Promise<void>;
}

export async function startFalseProvider(client: string): Promise<FalseProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  let asked = new URLSearchParams();
  const server = createServer((request, response) => {
    const send = (value: object, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const { issuer } = provider;
    if (request.url === '/.well-known/openid-configuration')
      return send({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
      });
    if (request.url === '/jwks')
      return send({ keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] });
    if (provider.status) return send({ error: 'server_error' }, provider.status);
    let body = '';
    request.on('data', (data) => {
      body += String(data);
    });
    request.on('end', () => {
      const verifier = new URLSearchParams(body).get('code_verifier') ?? '';
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      provider.proven = challenge === asked.get('code_challenge');
      const now = Math.floor(Date.now() / 1000);
      const right = { iss: issuer, aud: client, sub: 'ada', iat: now, exp: now + 300 };
      const claims = { ...right, nonce: asked.get('nonce'), ...provider.claims };
      const signed = `${part({ alg: 'RS256' })}.${part(claims)}`;
      const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
      const token = provider.spoil(`${signed}.${signature}`);
      send({ access_token: 'x', token_type: 'Bearer', id_token: token });
    });
  });
  // A test that fails must not wait for it.
  server.on('connection', (socket) => socket.unref()).unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const provider: FalseProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    claims: {},
    spoil: (token) => token,
    status: undefined,
    proven: false,
    answer(request, more = {}) {
      asked = new URL(request).searchParams;
      const back = new URL(asked.get('redirect_uri') ?? '');
      const fields = { code: 'c', state: asked.get('state') ?? '', iss: provider.issuer, ...more };
      return `${back.pathname}?${new URLSearchParams(fields)}`;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}

import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson, startSession } from '../src/features/sign-in/sessions.ts';

type Fields = Record<string, string | string[]>;

/** A reader's browser without script: it keeps cookies and fills in forms, by the same requests as a real one. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly cookies = new Map<string, string>();
  /** Hidden field of the last page that had a form. */
  csrf = '';

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async get(url: string): Promise<LightMyRequestResponse> {
    return this.#keep(await this.#app.inject({ url, cookies: Object.fromEntries(this.cookies) }));
  }

  /** Sends a form as the last page gave it. */
  async post(url: string, fields: Fields = {}, csrf = this.csrf): Promise<LightMyRequestResponse> {
    const body = new URLSearchParams([['csrf', csrf]]);
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each);
    return this.#keep(
      await this.#app.inject({
        method: 'POST',
        url,
        cookies: Object.fromEntries(this.cookies),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: body.toString(),
      }),
    );
  }

  /** Sends a form with a file. */
  async send(
    url: string,
    name: string,
    data: Buffer,
    fields: Fields = {},
  ): Promise<LightMyRequestResponse> {
    const form = new FormData();
    form.append('csrf', this.csrf);
    for (const [field, value] of Object.entries(fields)) form.append(field, String(value));
    form.append('file', new Blob([new Uint8Array(data)]), name);
    const request = new Request('http://localhost/', { method: 'POST', body: form });
    return this.#keep(
      await this.#app.inject({
        method: 'POST',
        url,
        cookies: Object.fromEntries(this.cookies),
        headers: { 'content-type': request.headers.get('content-type') ?? '' },
        payload: Buffer.from(await request.arrayBuffer()),
      }),
    );
  }

  #keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    this.csrf = /name="csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? this.csrf;
    return response;
  }
}

/** A browser that is signed in already. */
export async function signedIn(
  app: FastifyInstance,
  database: Database,
  email: string,
  now = new Date(),
): Promise<Browser> {
  const browser = new Browser(app);
  const secret = await transact(database, 'everyone', async (handle) => {
    const { id } = await findOrAddPerson(handle, email, now);
    return startSession(handle, id, undefined, now);
  });
  browser.cookies.set('almanac-session', secret);
  return browser;
}

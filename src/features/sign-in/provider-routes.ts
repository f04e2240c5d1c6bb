import { isOverLimit, networkOf } from '../../db/attempts.ts';
import { transact } from '../../db/transact.ts';
import { localPath, type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { enter } from './enter.ts';
import { personOf } from './identities.ts';
import { type Provider, ProviderError } from './provider.ts';
import { addProviderSignIn, useProviderSignIn } from './provider-sign-ins.ts';
import type { SignInNeeds } from './routes.ts';
import { PROVIDER_BY_ADDRESS } from './rules.ts';

interface ProviderNeeds extends Pick<SignInNeeds, 'database' | 'site' | 'providers'> {
  /** The page to sign in on, with what went wrong: mail is always another way. */
  again(visit: Visit, problem: string, status: number): Reply;
}

const HOME = '/my';
const TOO_MANY = 'There were too many tries from your network. Wait 15 minutes, then try again.';
const SENTENCES: Record<ProviderError['kind'] | 'over' | 'unproven', (name: string) => string> = {
  no: (name) =>
    `“${name}” did not let you in. You can try again, or get a link by mail where that is open to you.`,
  down: (name) => `“${name}” does not answer just now. Try again in some minutes.`,
  wrong: (name) =>
    `We could not trust the answer of “${name}”. Try again; if it stays so, tell who runs the almanac.`,
  over: () => 'That sign-in took too long, or was begun in another browser. Begin again here.',
  unproven: (name) =>
    `“${name}” does not say that your email address is yours, so we could not be sure who you are. Sign in by mail instead.`,
};

/**
 * Signing in by another organisation's provider (OpenID Connect). Both addresses are opened by a link, not by a form: the
 * pages' policy lets no form lead to another site.
 */
export function providerRoutes({ database, site, providers, again }: ProviderNeeds): Route[] {
  const findProvider = ({ params }: Visit) => providers.find(({ id }) => id === params.provider);
  const failure = (visit: Visit, { name }: Provider, kind: keyof typeof SENTENCES): Reply => {
    const reply = again(visit, SENTENCES[kind](name), kind === 'down' ? 503 : 400);
    const headers = kind === 'down' ? { ...reply.headers, 'retry-after': '60' } : reply.headers;
    return { ...reply, headers, event: `sign-in.provider-${kind}` };
  };
  const caught = (visit: Visit, provider: Provider) => (error: unknown) => {
    if (!(error instanceof ProviderError)) throw error;
    return { ...failure(visit, provider, error.kind), cause: error };
  };

  const begin = async (visit: Visit): Promise<Reply> => {
    const provider = findProvider(visit);
    if (!provider) return redirect('/sign-in');
    const next = localPath(visit.query.get('next'), HOME);
    const keys = await transact(database, 'everyone', async (handle) => {
      const network = networkOf(visit.ip);
      if (await isOverLimit(handle, PROVIDER_BY_ADDRESS, network, visit.now)) return undefined;
      const begun = { provider: provider.id, browser: visit.browser, next };
      return addProviderSignIn(handle, begun, visit.now);
    });
    if (!keys) return { ...again(visit, TOO_MANY, 400), event: 'sign-in.too-many' };
    return provider.begin(keys).then(redirect, caught(visit, provider));
  };

  const finish = async (visit: Visit): Promise<Reply> => {
    const provider = findProvider(visit);
    if (!provider) return redirect('/sign-in');
    const state = visit.query.get('state') ?? '';
    const begun = await transact(database, 'everyone', (handle) =>
      useProviderSignIn(
        handle,
        { state, provider: provider.id, browser: visit.browser },
        visit.now,
      ),
    );
    if (!begun) return failure(visit, provider, 'over');
    const { nonce, verifier } = begun;
    const address = new URL(`${site}${visit.path}?${visit.query}`);
    try {
      const claims = await provider.finish(address, { state, nonce, verifier });
      return await transact(database, 'everyone', async (handle) => {
        const person = await personOf(handle, provider, claims, visit.now);
        return person
          ? enter(handle, visit, { person, next: begun.next, provider: provider.id })
          : failure(visit, provider, 'unproven');
      });
    } catch (error) {
      return caught(visit, provider)(error);
    }
  };

  return [
    { method: 'GET', path: '/sign-in/with/:provider', access: 'anyone', handle: begin },
    { method: 'GET', path: '/sign-in/back/:provider', access: 'anyone', handle: finish },
  ];
}

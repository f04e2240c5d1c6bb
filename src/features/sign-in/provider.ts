import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';

/** Another organisation's sign-in, as the operator describes it. docs/running.md says what each means. */
export interface ProviderSettings {
  id: string;
  name: string;
  issuer: string;
  client: string;
  secret?: string | undefined;
  /** Domains that belong to whoever runs it: it is believed about addresses there, and about no others. */
  domains: readonly string[];
  /** Whether people of its domains must come this way. */
  only: boolean;
  /** Further parameters of the request, such as `acr_values`. */
  parameters: Readonly<Record<string, string>>;
}

/** The secrets of one sign-in that is under way. */
export interface Keys {
  state: string;
  nonce: string;
  verifier: string;
}

/** What the provider says of who came back; checked to come from it, for us, and for this sign-in. */
export interface Claims {
  issuer: string;
  subject: string;
  [claim: string]: unknown;
}

/** `no`: the person or the provider said no. `down`: it cannot be reached. `wrong`: its answer cannot be trusted. */
export class ProviderError extends Error {
  readonly kind: 'no' | 'down' | 'wrong';

  constructor(kind: ProviderError['kind'], cause: unknown) {
    super(`A provider of sign-in: ${kind}`, { cause });
    this.name = 'ProviderError';
    this.kind = kind;
  }
}

export interface Provider extends ProviderSettings {
  /** Address at the provider to send the person to. @throws ProviderError */
  begin(keys: Keys): Promise<string>;
  /** Reads the address that the person came back to. @throws ProviderError */
  finish(address: URL, keys: Keys): Promise<Claims>;
  /** Address where the person signs out of the provider as well, if it has one and can be reached. */
  leave(): Promise<string | undefined>;
}

/** Seconds that the provider has for each answer. */
const PATIENCE = 8;
/** Milliseconds after which what it says of itself is asked for anew. */
const KEEP = 24 * 3_600_000;
const OURS = ['client_id', 'response_type', 'redirect_uri', 'scope', 'state', 'nonce'];

/** @param site address of the almanac, where the provider sends people back to */
export function openProvider(settings: ProviderSettings, site: string): Provider {
  const back = `${site}/sign-in/back/${settings.id}`;
  let found: { at: number; configuration: Promise<Configuration> } | undefined;
  const configure = () => {
    if (!found || Date.now() - found.at > KEEP) {
      const fresh = { at: Date.now(), configuration: discover(settings) };
      found = fresh;
      // What failed is not kept: the next person finds it up again.
      fresh.configuration.catch(() => {
        if (found === fresh) found = undefined;
      });
    }
    return found.configuration.catch((error: unknown) => {
      throw new ProviderError('down', error);
    });
  };
  const extra = Object.fromEntries(
    Object.entries(settings.parameters).filter(([name]) => !OURS.includes(name)),
  );

  return {
    ...settings,
    async begin({ state, nonce, verifier }) {
      const challenge = await calculatePKCECodeChallenge(verifier);
      return buildAuthorizationUrl(await configure(), {
        ...extra,
        redirect_uri: back,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }).href;
    },
    async finish(address, { state, nonce, verifier }) {
      const configuration = await configure();
      try {
        const tokens = await authorizationCodeGrant(configuration, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const own = tokens.claims();
        // The library lets an empty name through; two people without one would be the same to us.
        if (!own?.sub) throw new Error('The ID token names nobody.');
        // Some put the address into the ID token, some tell it only when asked.
        const more =
          own.email === undefined && configuration.serverMetadata().userinfo_endpoint
            ? await fetchUserInfo(configuration, tokens.access_token, own.sub)
            : {};
        return { ...more, ...own, issuer: own.iss, subject: own.sub };
      } catch (error) {
        throw new ProviderError(kindOf(error), error);
      }
    },
    async leave() {
      const configuration = await configure().catch(() => undefined);
      return configuration?.serverMetadata().end_session_endpoint
        ? buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${site}/signed-out` }).href
        : undefined;
    },
  };
}

async function discover({ issuer, client, secret }: ProviderSettings): Promise<Configuration> {
  const insecure = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  return discovery(
    new URL(issuer),
    client,
    secret,
    secret ? ClientSecretPost(secret) : None(),
    // Signatures are checked as well, although the tokens come straight from the provider.
    { execute: [enableNonRepudiationChecks, ...insecure], timeout: PATIENCE },
  );
}

function kindOf(error: unknown): ProviderError['kind'] {
  if (error instanceof AuthorizationResponseError)
    return ['server_error', 'temporarily_unavailable'].includes(error.error) ? 'down' : 'no';
  if (error instanceof TypeError) return 'down';
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (code === 'OAUTH_TIMEOUT') return 'down';
  return cause instanceof Response && cause.status >= 500 ? 'down' : 'wrong';
}

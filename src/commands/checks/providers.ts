import { siteOf } from '../../compose/connections.ts';
import type { Config } from '../../config.ts';
import { openProvider } from '../../features/sign-in/provider.ts';
import { type Finding, well, wrong } from './finding.ts';

const KEYS = { state: 'doctor', nonce: 'doctor', verifier: 'd'.repeat(43) };

/** Whether each provider of sign-in can be reached and is who the settings say. Nobody is signed in. */
export const checkProviders = (config: Config): Promise<Finding[]> =>
  Promise.all(
    (config.SIGN_IN_PROVIDERS ?? []).map(async (settings) => {
      const { name, issuer, id } = settings;
      const site = siteOf(config);
      try {
        await openProvider(settings, site).begin(KEYS);
        return well(
          `People can be sent to “${name}” to sign in. It must know ${site}/sign-in/back/${id}.`,
        );
      } catch {
        return wrong(
          `“${name}” does not say who it is at ${issuer}.`,
          'Look at its issuer in SIGN_IN_PROVIDERS, and whether this machine may reach it. Until then its button leads to a calm page, and mail still works.',
        );
      }
    }),
  );

import type { Outcome, Role } from '../../content/almanac.ts';
import { home } from '../../web/page-view.ts';
import { addressesFor } from './addresses.ts';

/** The trail to a page of the guide: everyone's, or that of a reader role. */
export function trailTo(reader: Role | undefined, outcome?: Outcome) {
  const to = addressesFor(reader);
  const guide = { text: reader ? reader.name : 'The outcomes', href: to.outcomes };
  return outcome
    ? [home(), guide, { text: outcome.name, href: to.outcome(outcome) }]
    : [home(), guide];
}

import type { FinishedAction } from '../needs.ts';
import type { Parts } from './fields.ts';

/** What a finished action of a plan fills in. Its notes and people are the council's own, and stay there. */
export function partsFromAction(action: FinishedAction): Parts {
  const [outcome = ''] = (action.target ?? action.step ?? '').split('/');
  return {
    headline: {
      title: action.title.slice(0, 80),
      summary: '',
      from: String(action.from ?? ''),
      to: String(action.to ?? ''),
    },
    ...(action.why ? { problem: { text: action.why.slice(0, 3000) } } : {}),
    ...(action.did ? { did: { text: action.did.slice(0, 6000) } } : {}),
    ...(outcome ? { outcomes: { main: outcome, also: [] } } : {}),
    ...(action.target ? { targets: { targets: [action.target] } } : {}),
    ...(action.step ? { steps: { steps: [action.step] } } : {}),
  };
}

import type { Route } from '../../web/visits/visit.ts';
import { bringRoutes } from './bring-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { dataRoutes } from './data-routes.ts';
import { faceRoutes } from './face-routes.ts';
import type { PapersNeeds } from './needs.ts';
import { paperRoutes } from './paper-routes.ts';

/** Papers of a council: what carries its plan and its results into a meeting. */
export const papersRoutes = (needs: PapersNeeds): Route[] => [
  ...paperRoutes(needs),
  ...dataRoutes(needs),
  ...bringRoutes(needs),
  ...faceRoutes(needs),
  ...caseRoutes(needs),
];

/** What the actions of this feature are called in the log. */
export const PAPER_ACTIONS: Record<string, string> = {
  'papers.face-changed': 'Changed the name or crest on papers',
  'plan.brought': 'Brought changes of the plan from a spreadsheet',
  'case.changed': 'Changed a business case',
};

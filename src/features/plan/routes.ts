import type { Route } from '../../web/visits/visit.ts';
import { actionRoutes } from './action-routes.ts';
import { addRoutes } from './add-routes.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { chooseRoutes } from './choose-routes.ts';
import { commentRoutes } from './comment-routes.ts';
import { editRoutes } from './edit-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { finishRoutes } from './finish-routes.ts';
import type { PlanNeeds } from './needs.ts';
import { needsRoutes } from './needs-routes.ts';
import { newRoutes } from './new-routes.ts';
import { partnerRoutes } from './partner-routes.ts';
import { planRoutes } from './plan-routes.ts';

/** All pages of a council's plan. */
export const allPlanRoutes = (needs: PlanNeeds): Route[] => [
  ...planRoutes(needs),
  ...newRoutes(needs),
  ...chooseRoutes(needs),
  ...bulkRoutes(needs),
  ...checkRoutes(needs),
  ...feedRoutes(needs),
  ...partnerRoutes(needs),
  ...actionRoutes(needs),
  ...editRoutes(needs),
  ...finishRoutes(needs),
  ...needsRoutes(needs),
  ...commentRoutes(needs),
  ...addRoutes(needs),
];

/** What the actions of this feature are called in the log. */
export const PLAN_ACTIONS: Record<string, string> = {
  'action.added': 'Put an action into the plan',
  'action.changed': 'Changed an action of the plan',
  'action.finished': 'Said what an action changed',
  'action.removed': 'Removed an action from the plan',
  'action.carried': 'An action went on to the council that follows',
  'comment.added': 'Wrote a comment in the plan',
  'comment.removed': 'Took a comment back',
  'raise.asked': 'Asked to raise an answer by a finished action',
  'raise.agreed': 'Raised an answer by a finished action',
  'raise.declined': 'Left an answer as it is',
  'calendar.made': 'Made a calendar address',
  'calendar.revoked': 'Revoked a calendar address',
  'plan-link.made': 'Made a link for a partner',
  'plan-link.revoked': 'Revoked a link for a partner',
};

import type { Route } from '../../web/visits/visit.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { circleRoutes } from './circle-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { councilRoutes } from './council-routes.ts';
import type { CircleNeeds } from './needs.ts';
import { reportRoutes } from './report-routes.ts';

/** Learning circles, in the spaces of the councils that are in them. */
export const allCircleRoutes = (needs: CircleNeeds): Route[] => [
  ...circleRoutes(needs),
  ...councilRoutes(needs),
  ...contentRoutes(needs),
  ...calendarRoutes(needs),
  ...reportRoutes(needs),
];

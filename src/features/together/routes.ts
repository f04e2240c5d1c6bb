import type { Route } from '../../web/visits/visit.ts';
import { boardRoutes } from './board-routes.ts';
import { closeRoutes } from './close-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { foundRoutes } from './found-routes.ts';
import { introductionRoutes } from './introduction-routes.ts';
import type { TogetherNeeds } from './needs.ts';
import { writeRoutes } from './write-routes.ts';

/** The rooms of a council's space in which it asks and offers. */
export const togetherRooms = (needs: TogetherNeeds): Route[] => [
  ...deskRoutes(needs),
  ...writeRoutes(needs),
  ...closeRoutes(needs),
  ...foundRoutes(needs),
];

/** The board that everyone reads, and introductions. */
export const togetherRoutes = (needs: TogetherNeeds): Route[] => [
  ...boardRoutes(needs),
  ...introductionRoutes(needs),
];

import type { Route } from '../../web/visits/visit.ts';
import { authorRoutes } from './author-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { followUpRoutes } from './follow-up-routes.ts';
import type { SharingNeeds } from './needs.ts';
import { partRoutes } from './part-routes.ts';
import { pictureRoutes } from './picture-routes.ts';
import { problemRoutes } from './problem-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { shareRoutes } from './share-routes.ts';

/** Writing up an example, its review, and what is said of it once it is published. */
export const sharingRoutes = (needs: SharingNeeds): Route[] => [
  ...shareRoutes(needs),
  ...draftRoutes(needs),
  ...pictureRoutes(needs),
  ...authorRoutes(needs),
  ...followUpRoutes(needs),
  ...partRoutes(needs),
  ...reviewRoutes(needs),
  ...problemRoutes(needs),
  ...cardRoutes(needs),
];

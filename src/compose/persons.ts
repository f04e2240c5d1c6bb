import type { PersonKeeper } from '../features/account/keepers.ts';
import { forgetCircles, readCircles } from '../features/circles/person.ts';
import { forgetPosts, readPosts } from '../features/conversation/person.ts';
import { forgetFollowing, readFollowing } from '../features/following/follows.ts';
import { forgetModeration, readModeration } from '../features/moderation/person.ts';
import { forgetBroughtOf, readBroughtOf } from '../features/papers/brought.ts';
import { forgetInPlans, readOfPerson as readOfPlans } from '../features/plan/people.ts';
import { forgetPerson, readOfPerson } from '../features/sharing/keeper.ts';
import { forgetTogether, readTogether } from '../features/together/person.ts';

/** Who else keeps something about a person: it is given to them with the rest, and forgotten with it. */
export const KEEPERS: readonly PersonKeeper[] = [
  { name: 'plans', read: readOfPlans, forget: forgetInPlans },
  { name: 'papers', read: readBroughtOf, forget: forgetBroughtOf },
  { name: 'sharing', read: readOfPerson, forget: forgetPerson },
  { name: 'together', read: readTogether, forget: forgetTogether },
  { name: 'circles', read: readCircles, forget: forgetCircles },
  { name: 'posts', read: readPosts, forget: forgetPosts },
  { name: 'following', read: readFollowing, forget: forgetFollowing },
  { name: 'moderation', read: readModeration, forget: forgetModeration },
];

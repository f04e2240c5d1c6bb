import type { AssessmentTables } from './tables/assessment.ts';
import type { CircleTables } from './tables/circles.ts';
import type { ConversationTables } from './tables/conversation.ts';
import type { CouncilTables } from './tables/councils.ts';
import type { FollowingTables } from './tables/following.ts';
import type { MailTables } from './tables/mail.ts';
import type { ModerationTables } from './tables/moderation.ts';
import type { PaperTables } from './tables/papers.ts';
import type { PeopleTables } from './tables/people.ts';
import type { PlanTables } from './tables/plan.ts';
import type { SharingTables } from './tables/sharing.ts';
import type { TogetherTables } from './tables/together.ts';

/**
 * Every table, as the migrations leave it. Portable types only: ids are UUID text, moments ISO 8601 text in UTC,
 * truth is 0 or 1, structures are JSON as text.
 */
export interface Tables
  extends PeopleTables,
    CouncilTables,
    MailTables,
    AssessmentTables,
    PlanTables,
    PaperTables,
    TogetherTables,
    CircleTables,
    SharingTables,
    ConversationTables,
    ModerationTables,
    FollowingTables {}

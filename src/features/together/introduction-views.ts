import { transact } from '../../db/transact.ts';
import { toParagraphs } from '../../web/plain-text.ts';
import { findContact, type Introduction } from './introductions.ts';
import type { TogetherNeeds } from './needs.ts';
import { KINDS } from './rules/listing.ts';
import type { Guide } from './rules/matches.ts';
import { listingPath, toPlace } from './views.ts';

const aboutOf = (council: string, { listing_id: id, title, kind, owner }: Introduction) => ({
  title,
  kind: KINDS[kind].toLowerCase(),
  own: owner === council,
  href: owner === council ? `/my/${council}/together/${id}` : listingPath({ id }),
});

/** What a council is asked: which council, and what it says. Who sent it is told after a yes. */
export const toAskedView = (
  needs: Pick<TogetherNeeds, 'almanac'>,
  guide: Guide,
  council: string,
  introduction: Introduction,
) => ({
  about: aboutOf(council, introduction),
  place: toPlace(needs, guide.councilOf(introduction.council)),
  paragraphs: toParagraphs(introduction.message),
  asked: introduction.asked_at.slice(0, 10),
  answer: `/my/${council}/introductions/${introduction.id}`,
});

/** What a council asked and is not answered, as far as it is told. */
export const toWaitingView = (guide: Guide, council: string, introduction: Introduction) => ({
  about: aboutOf(council, introduction),
  to: guide.councilOf(introduction.to_council)?.name ?? introduction.to_council,
  asked: introduction.asked_at.slice(0, 10),
  withdraw: `/my/${council}/introductions/${introduction.id}/withdraw`,
});

/** Where both said yes: the person who did for the other council, while they belong to it. */
export async function toContactView(
  { database }: Pick<TogetherNeeds, 'database'>,
  guide: Guide,
  council: string,
  introduction: Introduction,
) {
  const asks = introduction.council === council;
  const other = asks ? introduction.to_council : introduction.council;
  const person = asks ? introduction.answered_by : introduction.person_id;
  const contact = person
    ? await transact(database, { council: other }, (handle) => findContact(handle, other, person))
    : undefined;
  return {
    about: aboutOf(council, introduction),
    council: guide.councilOf(other)?.name ?? other,
    name: contact?.name,
    email: contact?.email,
    since: introduction.answered_at?.slice(0, 10),
  };
}

import { addressesOf } from '../content/addresses.ts';
import type { Almanac } from '../content/almanac.ts';
import type { Database, Handle } from '../db/connect.ts';
import { askRoutes } from '../features/conversation/ask-routes.ts';
import { moderatedPosts } from '../features/conversation/moderated.ts';
import type { Subject, TalkNeeds } from '../features/conversation/needs.ts';
import { ownRoutes } from '../features/conversation/own-routes.ts';
import { findThreadFor, readerOf } from '../features/conversation/reader.ts';
import { subjectRoutes } from '../features/conversation/subject-routes.ts';
import { threadRoutes } from '../features/conversation/thread-routes.ts';
import { follow, isFollowing } from '../features/following/follows.ts';
import type { Followed, Follower } from '../features/following/needs.ts';
import { followingRoutes } from '../features/following/routes.ts';
import { appealRoutes } from '../features/moderation/appeal-routes.ts';
import { findBan, isNetworkOfBan } from '../features/moderation/bans.ts';
import { caseRoutes } from '../features/moderation/case-routes.ts';
import { addConcern, findAppeal } from '../features/moderation/concerns.ts';
import { logRoutes } from '../features/moderation/log-routes.ts';
import { queueRoutes } from '../features/moderation/queue-routes.ts';
import { reportRoutes } from '../features/moderation/report-routes.ts';
import { ruleName } from '../features/moderation/rules.ts';
import { findStanding } from '../features/moderation/rulings.ts';
import { listPlaces } from '../features/space/members.ts';
import { listEditors } from '../features/space/people.ts';
import { listingSubject, moderatedListings } from '../features/together/for-talk.ts';
import type { Show } from '../web/visits/show.ts';
import type { Route } from '../web/visits/visit.ts';
import { contentSubjects, createFindSubject } from './subjects.ts';
import { newsForPerson } from './talk-news.ts';
import { workInbox } from './work-inbox.ts';

export interface TalkParts {
  almanac: Almanac;
  database: Database;
  show: Show;
  site: string;
  nameOf(council: string): string | undefined;
}

/** Conversation, its moderation, and following: put together, each handed what it needs of the others. */
export function createTalk(parts: TalkParts): Route[] {
  const { almanac, database, show, site, nameOf } = parts;
  const { title, language } = almanac.about;
  const subjects = [...contentSubjects(almanac), listingSubject];
  const findSubject = createFindSubject(subjects);
  const places = placesBy(nameOf);
  const talk: TalkNeeds = {
    ...{ database, show, site, title, language, subjects, findSubject, nameOf },
    listPlaces: places,
    findBan,
    isNetworkOfBan,
    raise: async (handle, concern, now) => {
      await addConcern(handle, { ...concern, source: 'held', words: '' }, now);
    },
    async lastRuling(handle, about) {
      const ruling = await findStanding(handle, about);
      if (!ruling) return undefined;
      const appealed = (await findAppeal(handle, ruling.id)) !== undefined;
      return { id: ruling.id, rule: ruleName(ruling.rule), words: ruling.words, appealed };
    },
    isFollowing,
    follow: async (handle, person, what, now) => {
      await follow(handle, person, what, now);
    },
  };
  const pages = addressesOf(almanac);
  const moderation = {
    ...{ database, show, site, title, listEditors },
    kinds: [moderatedPosts({ listPlaces: places, nameOf }), moderatedListings(nameOf)],
    findPage: async (handle: Handle, address: string) =>
      (await findSubject(handle, address))?.title ?? (pages.has(address) ? address : undefined),
  };
  const following = {
    database,
    show,
    findFollowed: createFindFollowed(findSubject, nameOf),
    inbox: [...workInbox(nameOf), ...newsForPerson({ listPlaces: places })],
  };
  return [
    ...subjectRoutes(talk),
    ...askRoutes(talk),
    ...threadRoutes(talk),
    ...ownRoutes(talk),
    ...reportRoutes(moderation),
    ...queueRoutes(moderation),
    ...caseRoutes(moderation),
    ...appealRoutes(moderation),
    ...logRoutes(moderation),
    ...followingRoutes(following),
  ];
}

/** The councils that a person may write from, with their names. */
const placesBy =
  (nameOf: (council: string) => string | undefined) => async (handle: Handle, person: string) =>
    (await listPlaces(handle, person)).map(({ council, perspective }) => ({
      council,
      name: nameOf(council) ?? council,
      partner: perspective === 'partner',
    }));

/** What stands at an address that can be followed: a part of the almanac, a council, or a question. */
function createFindFollowed(
  findSubject: (handle: Handle, address: string) => Promise<Subject | undefined>,
  nameOf: (council: string) => string | undefined,
) {
  return async (
    handle: Handle,
    address: string,
    person: Follower | undefined,
  ): Promise<Followed | undefined> => {
    const subject = await findSubject(handle, address);
    if (subject) return { kind: subject.kindName, title: subject.title, href: subject.href };
    const council = /^\/councils\/([a-z0-9-]+)$/.exec(address)?.[1];
    const name = council && nameOf(council);
    if (name) return { kind: 'Council', title: name, href: address };
    const question = /^\/talk\/q\/([\w-]+)$/.exec(address)?.[1];
    if (!question) return undefined;
    const visitor = person && {
      ...{ id: person.id, name: person.name, email: '', session: '' },
      platformRoles: person.editor ? (['editor'] as const) : [],
    };
    const { reader } = await readerOf(handle, { listPlaces: placesBy(nameOf) }, { visitor });
    const thread = await findThreadFor(handle, question, reader);
    return thread && { kind: 'Question', title: thread.title, href: address };
  };
}

import type { News } from '../content/schema/pages.ts';
import type { Handle } from '../db/connect.ts';
import {
  listMentions,
  listNewAnswers,
  listNewQuestions,
} from '../features/conversation/listings.ts';
import type { Place } from '../features/conversation/needs.ts';
import { readerOf } from '../features/conversation/reader.ts';
import type { Follower, InboxSource, NewsSource } from '../features/following/needs.ts';
import { listOpen } from '../features/moderation/concerns.ts';
import { ACTS } from '../features/moderation/rules.ts';
import { listRulingsOn } from '../features/moderation/rulings.ts';
import { listPlaces } from '../features/space/members.ts';
import { newsOfBoard } from '../features/together/for-talk.ts';

type ListPlaces = (handle: Handle, person: string) => Promise<Place[]>;

/** How far back the inbox looks, in milliseconds: two months. */
const BACK = 60 * 24 * 3_600_000;

/** Reads as the person does, never as an editor: the mail of an editor holds what every member may read. */
const readAs = async (handle: Handle, places: ListPlaces, { id, name }: Follower) => {
  const visitor = { id, name, email: '', session: '', platformRoles: [] };
  return (await readerOf(handle, { listPlaces: places }, { visitor })).reader;
};

const anyPlaces: ListPlaces = async (handle, person) =>
  (await listPlaces(handle, person)).map(({ council }) => ({
    council,
    name: council,
    partner: false,
  }));

/** What the weekly mail is made of. */
export const newsSources = (news: readonly News[]): NewsSource[] => [
  newsOfContent(news),
  newsOfBoard,
  async (handle, { follower, what, since, until }) => {
    const reader = await readAs(handle, anyPlaces, follower);
    const pick = (pattern: RegExp) =>
      what.flatMap((address) => pattern.exec(address)?.slice(1) ?? []);
    const below = pick(/^(\/outcomes\/[\w-]+)$/);
    const councils = pick(/^\/councils\/([\w-]+)$/);
    const range = { since, until };
    const questions = await listNewQuestions(
      handle,
      reader,
      { about: what, below, councils },
      range,
    );
    const answers = await listNewAnswers(handle, reader, pick(/^\/talk\/q\/([\w-]+)$/), range);
    return [
      ...questions.map((told) => ({ section: 'New questions', ...told })),
      ...answers.map(({ text, href, at }) => ({ section: 'New answers', text, href, at })),
    ];
  },
];

/** News of the almanac itself: what is about something followed, and what is about no part of it. */
const newsOfContent =
  (news: readonly News[]): NewsSource =>
  async (_handle, { what, since, until }) =>
    news
      .filter(({ date }) => date > since.slice(0, 10) && date <= until.slice(0, 10))
      .filter(({ href }) => {
        const part = /^\/(?:outcomes|practice|councils)\/[\w-]+/.exec(href)?.[0];
        return !part || what.some((each) => each === href || each.startsWith(part));
      })
      .map(({ title, href, date }) => ({ section: 'In the almanac', text: title, href, at: date }));

/** Answers, mentions and decisions for the inbox; for editors also what waits for them. */
export const newsForPerson = ({
  listPlaces: places,
}: {
  listPlaces: ListPlaces;
}): InboxSource[] => [
  {
    name: 'Answers',
    async list(handle, person, now) {
      const reader = await readAs(handle, places, person);
      const answers = await listNewAnswers(handle, reader, 'own', lately(now));
      return answers.map(({ text, href, at }) => ({
        text: `An answer to “${text}”`,
        href,
        at,
        waits: false,
      }));
    },
  },
  {
    name: 'You were named',
    async list(handle, person, now) {
      const reader = await readAs(handle, places, person);
      const mentions = await listMentions(handle, reader, person.name, lately(now));
      return mentions.map(({ text, href, at }) => ({
        text: `Somebody speaks to you in “${text}”`,
        href,
        at,
        waits: false,
      }));
    },
  },
  {
    name: 'Editors',
    async list(handle, person, now) {
      const rulings = await listRulingsOn(handle, person.id, lately(now).since);
      return rulings.map(({ about, act, at }) => ({
        text: `About what you wrote: ${(ACTS[act] ?? act).toLowerCase()}`,
        href: about,
        at,
        waits: false,
      }));
    },
  },
  {
    name: 'For editors',
    async list(handle, person) {
      const open = person.editor ? await listOpen(handle) : [];
      const [oldest] = open;
      if (!oldest) return [];
      const text = open.length === 1 ? 'One thing waits' : `${open.length} things wait`;
      return [
        {
          text: `${text} for an editor`,
          href: '/admin/reports',
          at: oldest.created_at,
          waits: true,
        },
      ];
    },
  },
];

const lately = (now: Date) => ({
  since: new Date(now.getTime() - BACK).toISOString(),
  until: now.toISOString(),
});

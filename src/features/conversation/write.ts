import { isOverLimit, type Limit, networkOf } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { Audience } from '../../db/tables/conversation.ts';
import { isoDate, writtenDate } from '../../lib/dates.ts';
import { hashOf, newId } from '../../lib/ids.ts';
import type { Problem } from '../../web/forms/parse.ts';
import { type Visit, visitorOf } from '../../web/visits/visit.ts';
import type { Place, TalkNeeds } from './needs.ts';
import { addPost, changePost, countPassed, listCopies, type PlacedPost } from './posts.ts';
import { bareWords, doubtAbout } from './rules/writing.ts';
import { addThread, nameThread, recount } from './threads.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const BURST: Limit = { name: 'posts in a burst', most: 6, span: HOUR / 6 };
const DAY: Limit = { name: 'posts by day', most: 40, span: 24 * HOUR };
/** Colleagues share a network: this stops machines, not people. */
const NETWORK: Limit = { name: 'posts by network', most: 60, span: HOUR };

export interface Draft {
  body: string;
  place: Place;
  /** Of a question; an answer names its conversation instead. */
  question?: { about: string; title: string; audience: Audience };
  thread?: string;
}

export const postAddress = (id: string): string => `/talk/posts/${id}`;

/** What is kept of a network address: not the address, and only for two weeks. */
const networkHash = (ip: string): string => hashOf(`network of a post:${networkOf(ip)}`);

/**
 * Keeps a question or an answer, or says why not. It is shown at once, or held until an editor has looked.
 * @returns the ids and whether it is held; or the problem to show beside the form
 */
export async function writePost(
  handle: Handle,
  needs: TalkNeeds,
  visit: Visit,
  { body, place, question, thread }: Draft,
): Promise<{ id: string; thread: string; held: boolean } | Problem> {
  const person = visitorOf(visit);
  const refusal = await refuse(handle, needs, visit);
  if (refusal) return refusal;
  const judged = await judge(handle, needs, visit, question ? `${question.title}\n${body}` : body);
  if ('field' in judged) return judged;
  const id = newId();
  const at = thread ?? id;
  if (question) await addThread(handle, { id, person_id: person.id, ...question }, visit.now);
  const held = judged.doubt !== '';
  await addPost(
    handle,
    {
      id,
      thread_id: at,
      person_id: person.id,
      council: place.council,
      partner: place.partner ? 1 : 0,
      body,
      state: held ? 'held' : 'shown',
      doubt: judged.doubt,
      copy_hash: judged.copyHash,
      network: networkHash(visit.ip),
    },
    visit.now,
  );
  if (held)
    await needs.raise(
      handle,
      { about: postAddress(id), kind: 'post', rule: judged.doubt },
      visit.now,
    );
  else await recount(handle, at);
  await writeAudit(
    handle,
    { person: person.id, action: 'post.written', detail: { id } },
    visit.now,
  );
  await needs.follow(handle, person.id, `/talk/q/${at}`, visit.now);
  return { id, thread: at, held };
}

/** Keeps the mended words of a post; what gives rise to doubt now is held again. @returns a problem, or whether it was kept */
export async function mendPost(
  handle: Handle,
  needs: TalkNeeds,
  visit: Visit,
  post: PlacedPost,
  { body, title, version }: { body: string; title?: string; version: number },
): Promise<boolean | Problem> {
  const refusal = await refuse(handle, needs, visit);
  if (refusal) return refusal;
  const text = title === undefined ? body : `${title}\n${body}`;
  const judged = await judge(handle, needs, visit, text, post);
  if ('field' in judged) return judged;
  // Whoever has passed is not held for being new when they mend a comma.
  const doubt = post.state === 'shown' && judged.doubt === 'new' ? '' : judged.doubt;
  const state = doubt === '' && post.state === 'shown' ? 'shown' : 'held';
  const set = { body, doubt, state, copy_hash: judged.copyHash } as const;
  const edited_at = visit.now.toISOString();
  if (!(await changePost(handle, { id: post.id, version }, { ...set, edited_at }))) return false;
  if (title !== undefined) await nameThread(handle, post.thread_id, title);
  if (state === 'held' && post.state === 'shown')
    await needs.raise(
      handle,
      { about: postAddress(post.id), kind: 'post', rule: doubt },
      visit.now,
    );
  await recount(handle, post.thread_id);
  await writeAudit(
    handle,
    { person: visitorOf(visit).id, action: 'post.mended', detail: { id: post.id } },
    visit.now,
  );
  return true;
}

async function refuse(
  handle: Handle,
  needs: TalkNeeds,
  visit: Visit,
): Promise<Problem | undefined> {
  const person = visitorOf(visit);
  const ban = await needs.findBan(handle, person, visit.now);
  if (ban) {
    const until = writtenDate(isoDate(new Date(ban.until)));
    return { field: '', text: `You cannot write here until ${until}. ${ban.words}`.trim() };
  }
  const over =
    (await isOverLimit(handle, BURST, person.id, visit.now)) ||
    (await isOverLimit(handle, DAY, person.id, visit.now)) ||
    (await isOverLimit(handle, NETWORK, networkOf(visit.ip), visit.now));
  return over
    ? { field: '', text: 'That was a lot in a short time. Wait ten minutes, then send it again.' }
    : undefined;
}

async function judge(
  handle: Handle,
  needs: TalkNeeds,
  visit: Visit,
  text: string,
  mended?: PlacedPost,
): Promise<{ doubt: string; copyHash: string } | Problem> {
  const person = visitorOf(visit);
  const copyHash = hashOf(bareWords(text));
  const since = new Date(visit.now.getTime() - WEEK).toISOString();
  const copies = (await listCopies(handle, copyHash, since)).filter(({ id }) => id !== mended?.id);
  if (copies.some(({ person_id }) => person_id === person.id))
    return { field: 'body', text: 'You sent the same words already' };
  const author = {
    name: person.name,
    passed: await countPassed(handle, person.id),
    editor: person.platformRoles.length > 0,
  };
  const network = await needs.isNetworkOfBan(handle, networkHash(visit.ip), visit.now);
  const doubt = doubtAbout(text, author, { copied: copies.length > 0, network });
  return { doubt, copyHash };
}

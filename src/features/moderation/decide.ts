import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { queueNotice } from '../../mail/notices.ts';
import { addBan, endBans } from './bans.ts';
import { closeConcerns } from './concerns.ts';
import { decisionLetter } from './letters.ts';
import type { Moderated, ModeratedKind, ModerationNeeds } from './needs.ts';
import { AGAINST_AUTHOR } from './rules.ts';
import { addRuling } from './rulings.ts';

const DAY = 24 * 3_600_000;

export interface Decision {
  act: string;
  rule: string;
  words: string;
  /** Days of a ban. */
  days: number;
}

/**
 * Carries out what an editor decided, closes all that waited about it, and tells the author.
 * @param found what is judged; nothing for a page of the guide, whose text is mended elsewhere
 */
export async function decide(
  handle: Handle,
  needs: ModerationNeeds,
  subject: { about: string; kind: ModeratedKind | undefined; found: Moderated | undefined },
  { act, rule, words, days }: Decision,
  by: string,
  now: Date,
): Promise<void> {
  const { about, kind, found } = subject;
  const author = found?.author;
  if (act === 'ban' && author) {
    const networks = (await kind?.listNetworks?.(handle, author.id)) ?? [];
    const until = new Date(now.getTime() + days * DAY).toISOString();
    await addBan(handle, author, { rule, words, by_person: by, until, networks }, now);
  } else if (act === 'unban' && author) await endBans(handle, author.id, now);
  else if (act !== 'dismiss' && act !== 'stands') await kind?.act(handle, about, act, now);
  const ruling = await addRuling(
    handle,
    {
      about,
      kind: kind?.kind ?? 'page',
      act,
      rule,
      words,
      author_id: author?.id ?? null,
      by_person: by,
    },
    now,
  );
  // A ban is about the author: what waits about the words still has to be decided.
  if (act !== 'ban' && act !== 'unban') await closeConcerns(handle, about, ruling, now);
  await writeAudit(handle, { person: by, action: 'ruling.made', detail: { ruling, act } }, now);
  const { site, title } = needs;
  const told = act !== 'dismiss' && act !== 'lock' && act !== 'unlock';
  if (author && told) {
    const appeal = AGAINST_AUTHOR.has(act) ? `${site}/appeal/${ruling}` : undefined;
    const letter = decisionLetter({
      act,
      rule,
      words,
      appeal,
      days,
      href: found.href,
      site,
      title,
    });
    await queueNotice(handle, author, 'moderation', { ...letter, site }, now);
  }
}

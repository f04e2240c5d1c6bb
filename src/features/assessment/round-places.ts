import type { Handle } from '../../db/connect.ts';
import type { RoundRow, SheetRow } from '../../db/tables/assessment.ts';
import { type Access, membershipOf, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from './needs.ts';
import { findAgreedSheet, findPerspective, findRound, openVoiceSheet } from './rounds.ts';
import { itemsOfRound } from './rules/round-items.ts';

/** Where the sheets of a round are: each person's own, and what the council agreed, to set and to read. */
export function roundPlaces({ almanac }: AssessmentNeeds) {
  const place = (
    path: string,
    access: Access,
    title: (round: string) => string,
    find: (
      handle: Handle,
      visit: Visit,
    ) => Promise<{ sheet: SheetRow | undefined; open: boolean } | undefined>,
  ): DeskPlace => ({
    path: `/my/:council/assessment/:round${path}`,
    access,
    scope: (visit) => ({ council: membershipOf(visit).council }),
    async findDesk(handle, visit): Promise<Desk | undefined> {
      const { council } = membershipOf(visit);
      const round = await findRound(handle, council, visit.params.round ?? '');
      if (!round) return undefined;
      const found = await find(handle, visit);
      if (!found?.sheet) return undefined;
      const base = `/my/${council}/assessment/${round.id}${path}`;
      const checkAt = path ? `${base}/check` : `${base}/agreed/check`;
      const mayCheck = path !== '' || membershipOf(visit).role === 'lead';
      return {
        sheet: found.sheet,
        ...(await findEarlier(handle, round)),
        items: itemsOfRound(almanac, round),
        base,
        answersAt: mayCheck ? checkAt : undefined,
        title: title(round.name),
        open: found.open,
      };
    },
  });

  const voice = place(
    '/mine',
    'contributor',
    (name) => `${name}, your own answers`,
    async (handle, visit) => {
      const { council } = membershipOf(visit);
      const round = await findRound(handle, council, visit.params.round ?? '');
      if (!round) return undefined;
      const { id } = visitorOf(visit);
      const perspective = await findPerspective(handle, council, id);
      const sheet = await openVoiceSheet(handle, council, round, { id, perspective }, visit.now);
      return { sheet, open: round.closed_at === null };
    },
  );
  const ofAgreed = (open: boolean) => async (handle: Handle, visit: Visit) => {
    const { council } = membershipOf(visit);
    const round = await findRound(handle, council, visit.params.round ?? '');
    // Before the round is closed, nobody agrees on anything: it would lead the voices.
    if (!round?.closed_at) return undefined;
    return { sheet: await findAgreedSheet(handle, council, round.id), open };
  };
  const agreed = place('/agreed', 'lead', (name) => `${name}, agreed answers`, ofAgreed(true));
  const results = place('', 'viewer', (name) => name, ofAgreed(false));
  return { voice, agreed, results };
}

async function findEarlier(
  handle: Handle,
  { council, before }: RoundRow,
): Promise<Pick<Desk, 'earlier'>> {
  const round = before ? await findRound(handle, council, before) : undefined;
  const sheet = round && (await findAgreedSheet(handle, council, round.id));
  if (!round || !sheet) return {};
  return { earlier: { name: round.name, answers: await readAnswers(handle, sheet) } };
}

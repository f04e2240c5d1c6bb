import type { Handle } from '../../db/connect.ts';
import type { RoundRow, SheetRow } from '../../db/tables/assessment.ts';
import { type Access, membershipOf, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import { carrySheet } from './carry.ts';
import { listColleagues } from './colleagues.ts';
import { ORDER } from './groups.ts';
import { listHandovers } from './handovers.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from './needs.ts';
import {
  findAgreedSheet,
  findPerspective,
  findRound,
  isAsked,
  openVoiceSheet,
  readVoices,
} from './rounds.ts';
import { disclose } from './rules/disclosure.ts';
import { carryAnswers, editionsBetween, marksOf, retiredIn } from './rules/editions.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { listTasks } from './tasks.ts';

/** A sheet as one kind of place finds it, with what only that place shows. */
type Found = { sheet: SheetRow | undefined; open: boolean } & Partial<Omit<Desk, 'sheet' | 'open'>>;

/** Where the sheets of a round are: each person's own, and what the council agreed, to set and to read. */
export function roundPlaces(needs: AssessmentNeeds) {
  const { almanac } = needs;
  const place = (
    path: string,
    access: Access,
    title: (round: string) => string,
    find: (handle: Handle, visit: Visit, round: RoundRow) => Promise<Found | undefined>,
  ): DeskPlace => ({
    path: `/my/:council/assessment/:round${path}`,
    access,
    scope: (visit) => ({ council: membershipOf(visit).council }),
    async findDesk(handle, visit): Promise<Desk | undefined> {
      const { council } = membershipOf(visit);
      const round = await findRound(handle, council, visit.params.round ?? '');
      const found = round && (await find(handle, visit, round));
      if (!round || !found?.sheet) return undefined;
      const { sheet: stored, open, ...more } = found;
      const sheet = round.closed_at ? stored : await carrySheet(handle, stored, almanac);
      const base = `/my/${council}/assessment/${round.id}${path}`;
      const checkAt = path ? `${base}/check` : `${base}/agreed/check`;
      const mayCheck = path !== '' || membershipOf(visit).role === 'lead';
      return {
        sheet,
        ...(await findEarlier(needs, handle, round, sheet)),
        items: itemsOfRound(almanac, round),
        base,
        answersAt: mayCheck ? checkAt : undefined,
        title: title(round.name),
        open,
        ...more,
      };
    },
  });

  const voice = place(
    '/mine',
    'contributor',
    (name) => `${name}, your own answers`,
    async (handle, visit, round) => {
      const { council } = membershipOf(visit);
      const { id } = visitorOf(visit);
      const perspective = await findPerspective(handle, council, id);
      // Who is not asked has no sheet to fill in; one that they began before stays theirs to read.
      const open = round.closed_at === null && isAsked(round, id);
      const sheet = await openVoiceSheet(handle, council, round, { id, perspective }, visit.now);
      return { sheet, open };
    },
  );
  const ofAgreed =
    (writes: boolean) =>
    async (handle: Handle, visit: Visit, round: RoundRow): Promise<Found | undefined> => {
      const { council } = membershipOf(visit);
      // Before the round is closed, nobody agrees on anything: it would lead the voices.
      if (!round.closed_at) return undefined;
      const all = await readVoices(handle, council, round.id, visit.params.item);
      return {
        sheet: await findAgreedSheet(handle, council, round.id),
        open: writes && round.settled_at === null,
        settled: round.settled_at?.slice(0, 10),
        handed: (await listHandovers(handle, council)).length > 0,
        voices: new Map([...all].map(([item, voices]) => [item, disclose(voices, ORDER)])),
        ...(writes
          ? {
              agreeing: {
                colleagues: await listColleagues(handle, council),
                tasks: new Map(
                  (await listTasks(handle, council, round.id)).map(({ item, state, name }) => [
                    item,
                    { state, name },
                  ]),
                ),
              },
            }
          : {}),
      };
    };
  const agreed = place('/agreed', 'lead', (name) => `${name}, agreed answers`, ofAgreed(true));
  const results = place('', 'viewer', (name) => name, ofAgreed(false));
  return { voice, agreed, results };
}

/** What was agreed in the round before, as answers to the questions of this one. */
async function findEarlier(
  { almanac }: AssessmentNeeds,
  handle: Handle,
  { council, before }: RoundRow,
  { edition }: SheetRow,
): Promise<Pick<Desk, 'earlier'>> {
  const round = before ? await findRound(handle, council, before) : undefined;
  const sheet = round && (await findAgreedSheet(handle, council, round.id));
  if (!round || !sheet) return {};
  const between = editionsBetween(almanac.editions, sheet.edition, edition);
  return {
    earlier: {
      name: round.name,
      edition: sheet.edition,
      answers: carryAnswers(await readAnswers(handle, sheet), between),
      marks: marksOf(between),
      retired: retiredIn(between),
    },
  };
}

import type { Almanac } from '../../content/almanac.ts';
import type { Handle } from '../../db/connect.ts';
import type { RoundRow } from '../../db/tables/assessment.ts';
import { readAnswers } from './answers.ts';
import { nameOf, ORDER } from './groups.ts';
import { findAgreedSheet, findRound, listRounds, readVoices } from './rounds.ts';
import { type Answers, levelOf } from './rules/answers.ts';
import { findChanges, sayChanges } from './rules/changes.ts';
import { disclose, gapBetween } from './rules/disclosure.ts';
import { findFindings, type Row, toProfile } from './rules/profile.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { sayFindings, sayRow } from './rules/sentences.ts';
import { answerInWords } from './views.ts';

/** Closed rounds of a council, latest first. */
export async function listClosed(handle: Handle, council: string) {
  const rounds = await listRounds(handle, council);
  return rounds.flatMap(({ id, name, closed_at }) =>
    closed_at ? [{ id, name, closedOn: closed_at.slice(0, 10) }] : [],
  );
}

/**
 * What a closed round shows, as plain values for papers: never a single person's answer, and of groups only what
 * `disclose` gives.
 * @returns nothing when the council has no such closed round
 */
export async function readClosed(almanac: Almanac, handle: Handle, council: string, id: string) {
  const round = await findRound(handle, council, id);
  if (!round?.closed_at) return undefined;
  const answers = await readAgreed(handle, council, round);
  const before = round.before ? await findRound(handle, council, round.before) : undefined;
  const earlier = before && (await readAgreed(handle, council, before));
  const items = itemsOfRound(almanac, round);
  const profile = toProfile(items, answers);
  const quick = round.depth === 'quick';
  const changes = earlier && earlier.size > 0 ? findChanges(items, earlier, answers) : undefined;
  return {
    name: round.name,
    closedOn: round.closed_at.slice(0, 10),
    edition: round.edition,
    quick,
    sentences: sayFindings(profile, findFindings(profile), quick).map(ofCouncil),
    rows: profile.map((row) => ({
      outcome: row.outcome.slug,
      says: sayRow(row, almanac.levels),
      cells: row.cells.map((cell) => toCell(cell, earlier)),
    })),
    changes:
      changes && before
        ? {
            name: before.name,
            sentences: sayChanges(changes, before.name),
            moved: [...changes.up, ...changes.down].map(({ item, from, to }) => ({
              outcome: item.outcome.slug,
              name: item.name,
              from,
              to,
            })),
          }
        : undefined,
    apart: await readApart(almanac, handle, council, round),
  };
}

/** On paper it is the council that stands somewhere, not the reader. */
const ofCouncil = (sentence: string): string =>
  sentence.replace('You stand firmest', 'The council stands firmest');

const toCell = ({ item, answer, level }: Row['cells'][number], earlier: Answers | undefined) => ({
  id: item.id,
  name: item.name,
  level,
  before: levelOf(earlier?.get(item.id)),
  says: answerInWords(item, answer),
});

async function readAgreed(handle: Handle, council: string, { id }: RoundRow): Promise<Answers> {
  const sheet = await findAgreedSheet(handle, council, id);
  return sheet ? readAnswers(handle, sheet) : new Map();
}

/** Questions on which shown groups stand apart, the widest first. */
async function readApart(almanac: Almanac, handle: Handle, council: string, round: RoundRow) {
  const voices = await readVoices(handle, council, round.id);
  return itemsOfRound(almanac, round)
    .map((item) => ({ item, shown: disclose(voices.get(item.id) ?? [], ORDER) }))
    .filter(({ shown }) => gapBetween(shown) > 0)
    .sort((a, b) => gapBetween(b.shown) - gapBetween(a.shown))
    .map(({ item, shown }) => ({
      outcome: item.outcome.slug,
      name: item.name,
      groups: shown.flatMap(({ groups, middle }) =>
        middle === undefined ? [] : [{ name: nameOf(groups), level: middle }],
      ),
    }));
}

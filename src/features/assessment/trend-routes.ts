import { transact } from '../../db/transact.ts';
import { membershipOf, type Reply, type Route, type Visit } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import type { AssessmentNeeds } from './needs.ts';
import { findAgreedSheet, listRounds } from './rounds.ts';
import { editionsBetween, marksOf } from './rules/editions.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { type Moment, toTrend } from './rules/trend.ts';

/** More would not fit beside one another on paper. */
const MOST = 6;

/** How a council stood in its closed rounds of the same depth, side by side, with a mark where a question changed. */
export function trendRoutes({ database, show, almanac }: AssessmentNeeds): Route[] {
  const trend = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const moments = await transact(database, { council }, async (handle) => {
      const closed = (await listRounds(handle, council)).filter(({ closed_at }) => closed_at);
      const latest = closed.filter(({ depth }) => depth === closed[0]?.depth).slice(0, MOST);
      const all: (Moment & { href: string; edition: string })[] = [];
      for (const round of latest.toReversed()) {
        const sheet = await findAgreedSheet(handle, council, round.id);
        if (!sheet) continue;
        const before = all.at(-1)?.edition ?? sheet.edition;
        const between = editionsBetween(almanac.editions, before, sheet.edition);
        all.push({
          name: round.name,
          href: `/my/${council}/assessment/${round.id}/results`,
          edition: sheet.edition,
          items: itemsOfRound(almanac, round),
          answers: await readAnswers(handle, sheet),
          marks: new Set(marksOf(between).keys()),
        });
      }
      return all;
    });
    const levels = almanac.levels.map(({ name, number }) => ({ name, number }));
    const rows = toTrend(moments);
    return show(visit, 'trend.njk', 'Over time', {
      moments: moments.map(({ name, href, edition }) => ({ name, href, edition })),
      levels,
      marked: rows.some(({ changed }) => changed.some(Boolean)),
      rows: rows.map((row) => ({
        ...row,
        counts: row.counts.map(
          (counts) =>
            counts && {
              parts: counts.map((count, index) => ({
                count,
                level: levels[index],
                start: counts.slice(0, index).reduce((sum, each) => sum + each, 0),
              })),
              all: counts.reduce((sum, each) => sum + each, 0),
            },
        ),
        targets: row.targets.map((target) => ({
          ...target,
          levels: target.levels.map((number) => levels.find((level) => level.number === number)),
        })),
      })),
    });
  };
  return [
    { method: 'GET', path: '/my/:council/assessment/trend', access: 'viewer', handle: trend },
  ];
}

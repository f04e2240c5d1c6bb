import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { membershipOf, type Reply, type Route, type Visit } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import { ORDER, toGroupView } from './groups.ts';
import type { AssessmentNeeds } from './needs.ts';
import { findAgreedSheet, findRound, readVoices } from './rounds.ts';
import { levelOf } from './rules/answers.ts';
import { disclose, gapBetween } from './rules/disclosure.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { anchorOf, answerInWords } from './views.ts';

/** Where people see the council differently, once a round is closed: groups side by side, the most divided first. */
export function voiceRoutes({ database, show, almanac }: AssessmentNeeds): Route[] {
  const voices = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const view = await transact(database, { council }, async (handle) => {
      const round = await findRound(handle, council, visit.params.round ?? '');
      if (!round?.closed_at) throw new KnownError(404, 'Voices are shown when a round is closed.');
      const all = await readVoices(handle, council, round.id);
      const sheet = await findAgreedSheet(handle, council, round.id);
      const agreed = sheet ? await readAnswers(handle, sheet) : new Map();
      const base = `/my/${council}/assessment/${round.id}`;
      const rows = itemsOfRound(almanac, round).map((item) => {
        const shown = disclose(all.get(item.id) ?? [], ORDER);
        return {
          name: item.name,
          statement: item.statement,
          outcome: { slug: item.outcome.slug, name: item.outcome.name },
          gap: gapBetween(shown),
          groups: shown.map((each) => toGroupView(item, each)),
          anchor: anchorOf(item),
          agreed: agreed.has(item.id)
            ? {
                level: levelOf(agreed.get(item.id)),
                says: answerInWords(item, agreed.get(item.id)),
              }
            : undefined,
          href:
            role === 'lead' && !round.settled_at
              ? `${base}/agreed/q/${item.id}?back=voices`
              : undefined,
        };
      });
      return {
        round: { name: round.name, base },
        levels: almanac.levels.map(({ name, number }) => ({ name, number })),
        rows: rows.toSorted((a, b) => b.gap - a.gap),
        divided: rows.filter(({ gap }) => gap > 0).length,
      };
    });
    return show(visit, 'voices.njk', 'Where people see it differently', {
      ...view,
      lead: role === 'lead',
    });
  };
  return [
    {
      method: 'GET',
      path: '/my/:council/assessment/:round/voices',
      access: 'viewer',
      handle: voices,
    },
  ];
}

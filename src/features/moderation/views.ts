import type { ConcernRow, RulingRow } from '../../db/tables/moderation.ts';
import { ACTS, ruleName } from './rules.ts';

const SOURCES = { held: 'Held', report: 'Reported', appeal: 'Appeal' };

/** What waits, by what it is about: the one that waits longest first. */
export function groupQueue(concerns: readonly ConcernRow[]) {
  const groups = new Map<string, ConcernRow[]>();
  for (const concern of concerns)
    groups.set(concern.about, [...(groups.get(concern.about) ?? []), concern]);
  return [...groups].map(([about, list]) => ({ about, concerns: list }));
}

export const toConcernRow = ({
  source,
  rule,
  words,
  created_at,
  decided_at,
  person_id,
}: ConcernRow) => ({
  source: SOURCES[source],
  rule: ruleName(rule),
  words,
  day: created_at.slice(0, 10),
  open: decided_at === null,
  stranger: source === 'report' && person_id === null,
});

export const toRulingRow = ({ id, at, act, rule, words, kind }: RulingRow) => ({
  id,
  day: at.slice(0, 10),
  act: ACTS[act] ?? act,
  rule: ruleName(rule),
  words,
  kind,
});

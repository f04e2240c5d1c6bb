import { addresses } from '../../content/addresses.ts';
import type { Council } from '../../content/almanac.ts';
import { toParagraphs } from '../../web/plain-text.ts';
import type { TogetherNeeds } from './needs.ts';
import { HELPS, KINDS, RESULTS, stateOf } from './rules/listing.ts';
import type { Ahead, Card, Guide, Match, Why } from './rules/matches.ts';

/** What the pages show. Nothing of a person is here: their names and addresses come from introductions alone. */

type Base = Pick<TogetherNeeds, 'almanac' | 'findIcon' | 'cardOf'>;
const EXCERPT = 180;

export const listingPath = ({ id }: Pick<Card, 'id'>): string => `/together/${id}`;

/** Where a council stands in the register, in words. */
export const toPlace = ({ almanac }: Pick<Base, 'almanac'>, council: Council | undefined) =>
  council && {
    name: council.name,
    href: addresses.council(council),
    kind: almanac.about.types.find(({ id }) => id === council.type)?.name ?? '',
    where: [...new Set([...council.regions, council.nation])].join(', '),
  };

/** A line of the board. @param body its text; only the start is shown */
export function toCardView(base: Base, guide: Guide, card: Card, today: string, body = '') {
  const [first] = guide.readTies(card.ties).outcomes;
  const state = stateOf(card, today);
  return {
    href: listingPath(card),
    title: card.title,
    kind: KINDS[card.kind],
    need: card.kind === 'need',
    help: card.help ? HELPS[card.help] : '',
    place: toPlace(base, guide.councilOf(card.council)),
    outcome: first && {
      slug: first.slug,
      name: first.name,
      icon: base.findIcon(first.icon) ?? '',
    },
    outcomes: guide.readTies(card.ties).outcomes.map(({ name }) => name),
    excerpt: excerptOf(body),
    ends: card.ends_on,
    over: state === 'over',
    ending: state === 'ending',
    councilsOnly: card.visibility === 'councils',
  };
}

function excerptOf(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= EXCERPT) return line;
  return `${line.slice(0, line.lastIndexOf(' ', EXCERPT) + 1 || EXCERPT).trim()}…`;
}

/** The whole of one. */
export function toListingView(
  base: Base,
  guide: Guide,
  card: Card & { body: string },
  today: string,
) {
  const ties = guide.readTies(card.ties);
  const [first] = ties.outcomes;
  const { about } = base.almanac;
  return {
    id: card.id,
    href: listingPath(card),
    title: card.title,
    kind: KINDS[card.kind],
    need: card.kind === 'need',
    help: card.help ? HELPS[card.help] : '',
    state: stateOf(card, today),
    place: toPlace(base, guide.councilOf(card.council)),
    outcome: first && {
      slug: first.slug,
      number: first.number,
      icon: base.findIcon(first.icon) ?? '',
    },
    paragraphs: toParagraphs(card.body),
    about: {
      outcomes: ties.outcomes.map((each) => ({ text: each.name, href: addresses.outcome(each) })),
      targets: ties.targets.map((each) => ({ text: each.statement, href: addresses.target(each) })),
      steps: ties.steps.map((each) => ({ text: each.title, href: addresses.step(each) })),
    },
    meant: [
      about.types.find(({ id }) => id === card.for_type)?.name,
      card.for_region,
      card.for_nation,
    ].filter(Boolean),
    since: card.put_up_at?.slice(0, 10),
    ends: card.ends_on,
    closed: card.closed_at?.slice(0, 10),
    result: card.result && card.result !== 'ended' ? RESULTS[card.result] : '',
    line: card.result_line,
    councilsOnly: card.visibility === 'councils',
  };
}

/** A sentence within another loses its full stop. */
const quoted = (sentence: string) => sentence.replace(/\.$/, '');

/** Why something is shown, in one sentence. */
export function sayWhy({ steps, targets, outcomes, like = [] }: Partial<Why>): string {
  const about =
    (steps?.length ?? 0) > 0
      ? `the same step, “${quoted(steps![0]!.title)}”`
      : (targets?.length ?? 0) > 0
        ? `the same target, “${quoted(targets![0]!.statement)}”`
        : `the same outcome, ${(outcomes ?? []).join(' and ')}`;
  return `It is about ${about}.${like.length > 0 ? ` The two councils are alike: ${like.join(', ')}.` : ''}`;
}

export const toMatchView = (base: Base, guide: Guide, match: Match, today: string) => ({
  ...toCardView(base, guide, match.card, today),
  why: sayWhy(match.why),
});

/** A council that agreed to be found. @param asked whether an introduction was asked for already */
export const toAheadView = (base: Base, { council, on, like }: Ahead, asked: boolean) => ({
  slug: council.slug,
  place: toPlace(base, council),
  why: `It agreed to be found, and is one level ahead of you on ${on.map((name) => `“${quoted(name)}”`).join(' and ')}.${
    like.length > 0 ? ` The two councils are alike: ${like.join(', ')}.` : ''
  }`,
  asked,
});

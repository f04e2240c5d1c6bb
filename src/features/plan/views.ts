import { addresses } from '../../content/addresses.ts';
import type { Almanac } from '../../content/almanac.ts';
import { writtenDate } from '../../lib/dates.ts';
import type { PlanNeeds } from './needs.ts';
import { STATUSES } from './rules/action.ts';
import type { Card } from './rules/card.ts';
import { daysBetween, type Standing } from './rules/standing.ts';

/** Where an action's page is. */
export const actionAddress = (council: string, id: string): string =>
  `/my/${council}/plan/actions/${id}`;

/** An outcome or a target that something belongs to; nothing when the guide has it no longer. */
export function placeOf({ outcomes }: Pick<Almanac, 'outcomes'>, outcome: string, target: string) {
  const found = outcomes.find(({ slug }) => slug === outcome);
  return { outcome: found, target: found?.targets.find(({ id }) => id === target) };
}

/** An outcome beside an action. */
export function toOutcomeView(
  { almanac, findIcon }: Pick<PlanNeeds, 'almanac' | 'findIcon'>,
  slug: string,
) {
  const outcome = almanac.outcomes.find((each) => each.slug === slug);
  return (
    outcome && {
      slug,
      name: outcome.name,
      icon: findIcon(outcome.icon),
      href: addresses.outcome(outcome),
    }
  );
}

export interface CardContext {
  needs: Pick<PlanNeeds, 'almanac' | 'findIcon'>;
  council: string;
  today: string;
  standing: Standing | undefined;
}

/** An action in a list, on the board or in the timeline. */
export function toCardView(card: Card, { needs, council, today, standing }: CardContext) {
  const { levels } = needs.almanac;
  const { target } = placeOf(needs.almanac, card.outcome, card.target);
  const level = (number: number | undefined) =>
    number === undefined ? undefined : { number, name: levels[number - 1]?.name ?? '' };
  return {
    id: card.id,
    title: card.title,
    href: actionAddress(council, card.id),
    outcome: toOutcomeView(needs, card.outcome),
    target: target?.name,
    from: level(card.fromLevel),
    to: level(card.toLevel),
    owner: card.owner,
    former: card.former,
    start: card.start,
    due: card.due,
    when: toWhen(card.due),
    status: card.status,
    says: STATUSES[card.status],
    note: card.statusNote,
    overdue: standing?.overdue ?? false,
    blocked: standing?.blocked ?? false,
    /** One calm sentence when the action needs a look. */
    look: sayStanding(card, standing, today),
    version: card.version,
  };
}

const shortMonth = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** A date in the columns of a timetable. */
export const toWhen = (day: string) =>
  day
    ? {
        day: String(Number(day.slice(8))),
        month: shortMonth.format(Date.parse(day)),
        year: day.slice(0, 4),
      }
    : undefined;

export type CardView = ReturnType<typeof toCardView>;

/** What is to be said of an action that is late, or waits. */
export function sayStanding(
  card: Pick<Card, 'due'>,
  standing: Standing | undefined,
  today: string,
): string | undefined {
  const waits = standing?.waitsFor.map(({ title }) => `“${title}”`) ?? [];
  const more = waits.length > 1 ? ` and ${waits.length - 1} more` : '';
  const says = [
    ...(standing?.overdue ? [`${sayDays(daysBetween(card.due, today))} past its date`] : []),
    ...(standing?.blocked ? [`waits for ${waits[0]}${more}`] : []),
  ].join(', and ');
  return says ? `${says[0]!.toUpperCase()}${says.slice(1)}` : undefined;
}

const sayDays = (days: number): string => (days === 1 ? 'One day' : `${days} days`);

/** "due 30 November 2026", or that no date is set. */
export const sayDue = (due: string): string => (due ? `due ${writtenDate(due)}` : 'no date yet');

import { addresses } from '../../content/addresses.ts';
import type { Almanac, Target } from '../../content/almanac.ts';
import { isoDate } from '../../lib/dates.ts';
import { toParagraphs } from '../../web/plain-text.ts';
import { membershipOf, type Visit } from '../../web/visits/visit.ts';
import type { CircleNeeds } from './needs.ts';
import { circlePath } from './own.ts';
import type { Report } from './report.ts';
import { type Circle, FEWEST, partOf, placesLeft, stageOf } from './rules/circle.ts';

export const nameOf = ({ almanac }: Pick<CircleNeeds, 'almanac'>, council: string): string =>
  almanac.councils.find(({ slug }) => slug === council)?.name ?? council;

/** The target that a circle works on; nothing when the guide no longer has it. */
export function findTarget(
  { outcomes }: Pick<Almanac, 'outcomes'>,
  tie: string,
): Target | undefined {
  const [slug, id] = tie.split('.');
  return outcomes
    .find((outcome) => outcome.slug === slug)
    ?.targets.find((target) => target.id === id);
}

/** Every target to choose from, by outcome. */
export const targetChoices = ({ outcomes }: Pick<Almanac, 'outcomes'>) =>
  outcomes.map((outcome) => ({
    name: outcome.name,
    targets: outcome.targets.map(({ id, statement }) => ({
      value: `${outcome.slug}.${id}`,
      text: statement,
    })),
  }));

const STAGES = {
  gathering: `Waiting for its ${FEWEST} councils`,
  running: 'Running',
  ending: 'At its end',
  closed: 'Closed',
};

export function toCircleView(needs: Pick<CircleNeeds, 'almanac'>, visit: Visit, circle: Circle) {
  const { council } = membershipOf(visit);
  const target = findTarget(needs.almanac, circle.target);
  const stage = stageOf(circle, isoDate(visit.now));
  return {
    name: circle.name,
    href: circlePath(council, circle.id),
    part: partOf(circle, council),
    stage,
    says: STAGES[stage],
    aim: toParagraphs(circle.aim),
    target: target && { text: target.statement, href: addresses.target(target) },
    outcome: target?.outcome.slug,
    begins: circle.begins_on,
    ends: circle.ends_on,
    members: circle.members.map((slug) => nameOf(needs, slug)),
    invited: circle.invited.map((slug) => nameOf(needs, slug)),
    missing: Math.max(0, FEWEST - circle.members.length),
    left: placesLeft(circle),
    closed: circle.closed_at?.slice(0, 10),
    learned: toParagraphs(circle.learned),
    report: circle.report ? toReportView(needs, JSON.parse(circle.report) as Report) : undefined,
  };
}

export const toReportView = (
  needs: Pick<CircleNeeds, 'almanac'>,
  { councils, dates, actions, notes }: Report,
) => ({
  councils: councils.map((slug) => nameOf(needs, slug)),
  dates,
  actions: actions.map((each) => ({ ...each, council: nameOf(needs, each.council) })),
  notes: notes.map(({ council, title, body, day }) => ({
    council: nameOf(needs, council),
    title,
    paragraphs: toParagraphs(body),
    day,
  })),
});

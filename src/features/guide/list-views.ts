import type { Outcome, Role } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';
import { type Addresses, addressesFor } from './addresses.ts';
import { spreadQuestions } from './order.ts';
import { countAll, type Guide, toOutcomeCard } from './summaries.ts';
import { drawWheel } from './wheel.ts';

/** The page that tells how the guide was written, where the content has one. */
const METHOD = 'about/method';

export function toHomeView(guide: Guide) {
  const { almanac } = guide;
  const to = addressesFor();
  const { about } = almanac;
  const sectors = drawWheel(almanac.outcomes.length);
  return {
    page: page('Home', about.purpose, '/', { kind: 'home' }),
    tagline: about.tagline,
    purpose: about.purpose,
    count: almanac.outcomes.length,
    roles: almanac.roles.map((role) => ({
      choice: role.choice,
      summary: role.summary,
      href: `/for/${role.id}`,
    })),
    wheel: almanac.outcomes.map((outcome, index) => ({
      ...toOutcomeCard(guide, outcome, to),
      sector: sectors[index],
      label: wheelLabel(outcome),
    })),
    levels: almanac.levels,
    totals: countAll(almanac),
    method: almanac.pages.some(({ slug }) => slug === METHOD) ? `/${METHOD}` : undefined,
  };
}

/** What a screen reader says of a sector: the name, opened by the short name where the wheel shows another word. */
function wheelLabel({ name, short }: Outcome): string {
  return name.toLowerCase().includes(short.toLowerCase()) ? name : `${short}: ${name}`;
}

export function toOutcomesView(guide: Guide) {
  const to = addressesFor();
  return {
    page: page(
      'The outcomes compared',
      `All ${guide.almanac.outcomes.length} outcomes at a glance, with their targets.`,
      '/outcomes',
      { kind: 'outcomes', trail: [home()] },
    ),
    totals: countAll(guide.almanac),
    outcomes: guide.almanac.outcomes.map((outcome) => ({
      ...toOutcomeCard(guide, outcome, to),
      targets: outcome.targets.map((target) => ({ name: target.name, href: to.target(target) })),
      counts: {
        steps: outcome.steps.length,
        questions: outcome.questions.length,
        readings: outcome.readings.length,
      },
    })),
  };
}

export function toRoleView(guide: Guide, role: Role) {
  const to = addressesFor(role);
  return {
    page: page(role.name, role.summary, `/for/${role.id}`, {
      kind: 'role',
      role: role.id,
      trail: [home()],
    }),
    path: `/for/${role.id}`,
    choice: role.choice,
    name: role.name,
    summary: role.summary,
    start: role.start,
    lead: role.lead,
    outcomes: guide.almanac.outcomes.map((outcome) => ({
      ...toOutcomeCard(guide, outcome, to),
      briefing: `/outcomes/${outcome.slug}/briefing`,
      leads: leadsOf(outcome, role, to),
    })),
  };
}

function leadsOf(outcome: Outcome, role: Role, to: Addresses): { text: string; href: string }[] {
  if (role.lead === 'step') {
    return outcome.steps.slice(0, 2).map((step) => ({ text: step.title, href: to.step(step) }));
  }
  if (role.lead === 'target') {
    return outcome.targets.map((target) => ({ text: target.statement, href: to.target(target) }));
  }
  const own = outcome.questions.filter((question) => question.role === role);
  return spreadQuestions(own, 2).map((question) => ({
    text: `“${question.question}”`,
    href: to.question(question),
  }));
}

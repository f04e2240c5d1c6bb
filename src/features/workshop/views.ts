import { addresses } from '../../content/addresses.ts';
import type { Almanac, Outcome, Workshop } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';

export interface KitNeeds {
  almanac: Almanac;
  findIcon(name: string): string | undefined;
}

const QUESTIONS = 4;
const EXAMPLES = 3;

/** Minutes from the start as a clock that begins at nought: "0:07". */
export const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const trailTo = (outcome: Outcome, kit: boolean) => [
  home(),
  { text: 'The outcomes', href: '/outcomes' },
  { text: outcome.name, href: addresses.outcome(outcome) },
  ...(kit ? [{ text: 'Workshop kit', href: addresses.workshop(outcome) }] : []),
];

const plateOf = ({ findIcon }: KitNeeds, outcome: Outcome) => ({
  name: outcome.name,
  number: outcome.number,
  slug: outcome.slug,
  summary: outcome.summary,
  icon: findIcon(outcome.icon) ?? '',
});

const toWorkshopCard = (workshop: Workshop) => ({
  minutes: workshop.minutes,
  title: workshop.title,
  summary: workshop.summary,
  people: workshop.people,
  who: workshop.who,
});

/** All kits: how the sessions work, and one for each outcome. */
export const toKitsView = (needs: KitNeeds) => ({
  page: page(
    'Workshop kits',
    'Run a session on any of the outcomes without being trained for it: what to say, slides, and cards to print.',
    '/workshop',
    { kind: 'workshop', trail: [home()] },
  ),
  workshops: needs.almanac.workshops.map(toWorkshopCard),
  outcomes: needs.almanac.outcomes.map((outcome) => ({
    ...plateOf(needs, outcome),
    href: addresses.workshop(outcome),
  })),
});

/** The kit of one outcome. */
export function toKitView(needs: KitNeeds, outcome: Outcome) {
  const base = addresses.workshop(outcome);
  return {
    page: page(
      `Workshop kit: ${outcome.name}`,
      `A sheet for whoever leads the session, slides and cards to print, for ${outcome.name}.`,
      base,
      { kind: 'workshop', outcome: outcome.slug, trail: trailTo(outcome, false) },
    ),
    outcome: plateOf(needs, outcome),
    workshops: needs.almanac.workshops.map((workshop) => ({
      ...toWorkshopCard(workshop),
      href: `${base}/${workshop.slug}`,
    })),
    cards: `${base}/cards`,
    slides: `${base}/slides.pptx`,
    targets: outcome.targets.length,
  };
}

/** The sheet for whoever leads a session: when, what to say, what to do, and the words of the outcome that it needs. */
export function toSheetView(needs: KitNeeds, outcome: Outcome, workshop: Workshop) {
  const base = addresses.workshop(outcome);
  let at = 0;
  const parts = workshop.parts.map((part, index) => {
    const from = at;
    at += part.minutes;
    return {
      number: index + 1,
      name: part.name,
      minutes: part.minutes,
      from: clock(from),
      to: clock(at),
      aim: part.aim,
      say: part.say,
      do: part.do,
      uses: part.uses,
    };
  });
  return {
    page: page(
      `${workshop.title} on ${outcome.name}: the leader’s sheet`,
      workshop.summary,
      `${base}/${workshop.slug}`,
      { kind: 'sheet', outcome: outcome.slug, trail: trailTo(outcome, true) },
    ),
    outcome: plateOf(needs, outcome),
    workshop: {
      ...toWorkshopCard(workshop),
      bring: workshop.bring,
      before: workshop.before,
      when: workshop.when,
      after: workshop.after,
    },
    parts,
    definition: outcome.definition.trim(),
    targets: outcome.targets.map(({ number, name, statement, evidence }) => ({
      number,
      name,
      statement,
      evidence: evidence.slice(0, 2),
    })),
    questions: pickQuestions(outcome).map(({ question, good, warning, target }) => ({
      question,
      good,
      warning,
      target: target.name,
    })),
    steps: outcome.steps.map(({ title, time, done, number }) => ({ number, title, time, done })),
    examples: outcome.examples.slice(0, EXAMPLES).map((example) => ({
      title: example.title,
      href: addresses.example(example),
      wrong: example.text.wrong !== '',
    })),
    cards: `${base}/cards`,
    slides: `${base}/slides.pptx`,
    pdf: `${base}/${workshop.slug}/document.pdf`,
  };
}

/** Questions for the session, each on another target as far as there are: those that a councillor asks first. */
export function pickQuestions({ questions, targets }: Outcome, most = QUESTIONS) {
  const first = targets.flatMap(
    (target) => questions.find((question) => question.target === target) ?? [],
  );
  const others = questions.filter((question) => !first.includes(question));
  return [...first, ...others].slice(0, most);
}

/** Cards to print and cut: a sheet of A4 for each target, with the target and its four levels. */
export function toCardsView(needs: KitNeeds, outcome: Outcome) {
  const base = addresses.workshop(outcome);
  return {
    page: page(
      `Cards to print: ${outcome.name}`,
      `The targets of ${outcome.name} and their four levels, as cards to cut out.`,
      `${base}/cards`,
      { kind: 'cards', outcome: outcome.slug, trail: trailTo(outcome, true) },
    ),
    outcome: plateOf(needs, outcome),
    sheets: outcome.targets.map(({ number, name, statement, levels }) => ({
      number,
      name,
      statement,
      levels: levels.map(({ level, description }) => ({
        number: level.number,
        name: level.name,
        description,
      })),
    })),
    pdf: `${base}/cards/document.pdf`,
  };
}

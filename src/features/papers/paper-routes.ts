import { transact } from '../../db/transact.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  file,
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
} from '../../web/visits/visit.ts';
import type { Paper } from './blocks.ts';
import { committeePaper } from './committee.ts';
import type { Facts } from './facts.ts';
import { councilOf, gatherFacts } from './gather.ts';
import type { PapersNeeds } from './needs.ts';
import { filesOf, toPaperView } from './paper-view.ts';
import {
  type Choices,
  choicesSchema,
  EXTENTS,
  FIRST_CHOICES,
  SECTION_IDS,
  SECTIONS,
  sectionsIn,
} from './rules/choices.ts';
import { figuresOf } from './rules/plan-figures.ts';
import { scrutinyPack } from './scrutiny.ts';

export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

const DONE = {
  brought: 'All changes from your spreadsheet are in the plan.',
  face: 'The name and the crest are kept. They stand on every paper from now on.',
};

/** The papers that are made of blocks, by the end of their address. */
const PAPERS: Record<string, { name: string; make(facts: Facts, choices: Choices): Paper }> = {
  committee: { name: 'committee-paper', make: committeePaper },
  scrutiny: { name: 'scrutiny-pack', make: scrutinyPack },
};

/** The page where a person chooses what to make, and the papers themselves. All are read: the choice is in the address. */
export function paperRoutes(needs: PapersNeeds): Route[] {
  const { database, show, makers, cacheFolder } = needs;
  const path = '/my/:council/papers';

  const choosing = async (
    visit: Visit,
    typed: Typed = {},
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const { rounds, figures } = await transact(database, { council }, async (handle) => ({
      rounds: await needs.rounds.list(handle, council),
      figures: figuresOf(
        await needs.plan.list(handle, council),
        visit.now.toISOString().slice(0, 10),
      ),
    }));
    const values = { ...FIRST_CHOICES, sections: [...FIRST_CHOICES.sections], ...typed };
    return show(
      visit,
      'papers.njk',
      'Papers',
      {
        form: toFormView(visit, values, problems),
        base: `/my/${council}/papers`,
        council: councilOf(needs, visit).name,
        rounds: rounds.map(({ id, name }) => ({ value: id, text: name })),
        sections: SECTION_IDS.map((id) => ({ value: id, text: SECTIONS[id] })),
        extents: Object.entries(EXTENTS).map(([value, text]) => ({ value, text })),
        plan: {
          all: figures.all,
          open: figures.open.length,
          overdue: figures.overdue.length,
        },
        prints: makers.print !== undefined,
        lead: role === 'lead' && !needs.madeUp,
        contributor: role !== 'viewer' && !needs.madeUp,
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  /** Reads the choice from the address. Without one, the first choice is taken. */
  const withChoices = async (
    visit: Visit,
    work: (facts: Facts, choices: Choices) => Promise<Reply>,
  ): Promise<Reply> => {
    let choices: Choices = FIRST_CHOICES;
    if (visit.query.has('sections') || visit.query.has('chosen')) {
      const parsed = parseForm({ ...visit, form: visit.query, stale: false }, choicesSchema);
      if (failed(parsed)) return choosing(visit, parsed.typed, parsed.problems);
      const sections = sectionsIn(parsed.value.sections);
      if (sections.length === 0)
        return choosing(visit, parsed.typed, [
          { field: 'sections', text: 'Choose at least one section' },
        ]);
      choices = { ...parsed.value, sections };
    }
    const { council } = membershipOf(visit);
    const facts = await transact(database, { council }, (handle) =>
      gatherFacts(needs, handle, visit, choices.round),
    );
    return work(facts, choices);
  };
  const named = (facts: Facts, name: string, end: string) =>
    `${facts.council.slug}-${name}-${facts.made.on}.${end}`;

  const ofPaper = (id: string): Route[] => {
    const { name, make } = PAPERS[id]!;
    const word = (visit: Visit) =>
      withChoices(visit, async (facts, choices) => {
        const body = await makers.make({ kind: 'word', cacheFolder, paper: make(facts, choices) });
        return file(named(facts, name, 'docx'), WORD, body);
      });
    const read = (visit: Visit) =>
      withChoices(visit, async (facts, choices) => {
        const paper = make(facts, choices);
        return show(visit, 'paper-page.njk', paper.title, {
          paper: toPaperView(paper, `/my/${facts.council.slug}/papers/crest`),
          back: { href: `/my/${facts.council.slug}/papers`, text: 'Papers' },
          files: filesOf(
            `/my/${facts.council.slug}/papers/${id}`,
            visit.query.toString(),
            makers.print !== undefined,
          ),
          prints: makers.print !== undefined,
        });
      });
    const pdf = (visit: Visit) =>
      withChoices(visit, async (facts, choices) => {
        if (!makers.print)
          return redirect(`/my/${facts.council.slug}/papers/${id}?${visit.query.toString()}`);
        const paper = make(facts, choices);
        const html = needs.templates.render('paper-sheet.njk', { paper: toPaperView(paper) });
        const body = await makers.print(html, `${paper.mark.name} · ${paper.foot}`);
        return file(named(facts, name, 'pdf'), 'application/pdf', body);
      });
    return [
      { method: 'GET', path: `${path}/${id}`, access: 'viewer', handle: read },
      { method: 'GET', path: `${path}/${id}.docx`, access: 'viewer', handle: word },
      { method: 'GET', path: `${path}/${id}.pdf`, access: 'viewer', handle: pdf },
    ];
  };

  const slides = (visit: Visit) =>
    withChoices(visit, async (facts, choices) => {
      const body = await makers.make({ kind: 'slides', cacheFolder, facts, choices });
      return file(named(facts, 'slides', 'pptx'), SLIDES, body);
    });

  return [
    { method: 'GET', path, access: 'viewer', handle: (visit) => choosing(visit) },
    ...Object.keys(PAPERS).flatMap(ofPaper),
    { method: 'GET', path: `${path}/slides.pptx`, access: 'viewer', handle: slides },
  ];
}

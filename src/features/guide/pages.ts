import type { Council } from '../../content/almanac.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { toHomeView, toOutcomesView, toRoleView } from './list-views.ts';
import { toBriefingView, toOutcomeView } from './outcome-views.ts';
import { toQuestionView, toStepView, toTargetView } from './part-views.ts';
import type { Guide } from './summaries.ts';

type Source = Omit<PageSource, 'path' | 'render'> & {
  template: string;
  view: (council?: Council) => { page: { path: string } };
  /** Whether a council in the address changes what is shown. */
  forCouncil?: boolean;
};

/**
 * Every page of the guide: for everyone, and again for each reader role. A role's steps, targets and questions
 * are rendered at the first visit: they are many, and most will not be opened.
 */
export function guidePages(guide: Guide, templates: Templates): PageSource[] {
  const { almanac } = guide;
  const readers = [undefined, ...almanac.roles];
  const pages: [path: string, Source][] = [
    ['/', { template: 'home.njk', view: () => toHomeView(guide) }],
    ['/outcomes', { template: 'outcomes.njk', view: () => toOutcomesView(guide) }],
    ...almanac.roles.map((role): [string, Source] => [
      `/for/${role.id}`,
      { template: 'role.njk', view: () => toRoleView(guide, role) },
    ]),
    ...almanac.outcomes.map((outcome): [string, Source] => [
      `/outcomes/${outcome.slug}/briefing`,
      { template: 'briefing.njk', view: () => toBriefingView(guide, outcome) },
    ]),
  ];
  for (const reader of readers) {
    const base = reader ? `/for/${reader.id}` : '/outcomes';
    const lazy = reader !== undefined;
    for (const outcome of almanac.outcomes) {
      const under = `${base}/${outcome.slug}`;
      pages.push([
        under,
        {
          template: 'outcome.njk',
          view: (council) => toOutcomeView(guide, outcome, reader, council),
          forCouncil: true,
          lazy,
        },
      ]);
      for (const target of outcome.targets) {
        const view = (council?: Council) => toTargetView(guide, target, reader, council);
        pages.push([
          `${under}/targets/${target.id}`,
          { template: 'target.njk', view, forCouncil: true, lazy },
        ]);
      }
      for (const step of outcome.steps) {
        const view = (council?: Council) => toStepView(guide, step, reader, council);
        pages.push([
          `${under}/steps/${step.id}`,
          { template: 'step.njk', view, forCouncil: true, lazy },
        ]);
      }
      for (const question of outcome.questions) {
        const view = () => toQuestionView(guide, question, reader);
        pages.push([`${under}/questions/${question.id}`, { template: 'question.njk', view, lazy }]);
      }
    }
  }
  const councils = new Map(almanac.councils.map((council) => [council.slug, council]));
  return pages.map(([path, { template, view, forCouncil, lazy = false }]) => ({
    path,
    lazy,
    render: () => templates.render(template, view()),
    respond(query) {
      const council = forCouncil ? councils.get(query.get('council') ?? '') : undefined;
      return council && { status: 200, html: templates.render(template, view(council)) };
    },
  }));
}

import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { toHomeView, toOutcomesView, toRoleView } from './list-views.ts';
import { toBriefingView, toOutcomeView } from './outcome-views.ts';
import { toQuestionView, toStepView, toTargetView } from './part-views.ts';
import type { Guide } from './summaries.ts';

type Source = Omit<PageSource, 'path' | 'render'> & {
  template: string;
  view: () => { page: { path: string } };
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
        { template: 'outcome.njk', view: () => toOutcomeView(guide, outcome, reader), lazy },
      ]);
      for (const target of outcome.targets) {
        const view = () => toTargetView(guide, target, reader);
        pages.push([`${under}/targets/${target.id}`, { template: 'target.njk', view, lazy }]);
      }
      for (const step of outcome.steps) {
        const view = () => toStepView(guide, step, reader);
        pages.push([`${under}/steps/${step.id}`, { template: 'step.njk', view, lazy }]);
      }
      for (const question of outcome.questions) {
        const view = () => toQuestionView(guide, question, reader);
        pages.push([`${under}/questions/${question.id}`, { template: 'question.njk', view, lazy }]);
      }
    }
  }
  return pages.map(([path, { template, view, lazy = false }]) => ({
    path,
    lazy,
    render: () => templates.render(template, view()),
  }));
}

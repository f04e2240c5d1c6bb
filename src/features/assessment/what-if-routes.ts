import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import { readAnswers } from './answers.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from './needs.ts';
import { type Answers, levelOf } from './rules/answers.ts';
import { findNextSteps } from './rules/next-steps.ts';
import { findFindings, toProfile } from './rules/profile.ts';
import { sayFindings } from './rules/sentences.ts';
import { suppose } from './rules/what-if.ts';
import { fullName } from './views.ts';

const MOST_STEPS = 5;

/** "What would move us": other levels are tried in the address, and what would follow is shown. Nothing is kept. */
export function whatIfRoutes(
  { database, show, almanac }: AssessmentNeeds,
  place: DeskPlace,
): Route[] {
  const efforts = almanac.about.efforts.map(({ id }) => id);
  const picture = ({ items, sheet }: Desk, answers: Answers) => {
    const profile = toProfile(items, answers);
    return {
      profile,
      says: sayFindings(profile, findFindings(profile), sheet.depth === 'quick'),
      steps: findNextSteps(items, answers, efforts),
    };
  };

  const page = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await transact(database, place.scope(visit), async (handle) => {
      const found = await place.findDesk(handle, visit);
      if (!found) throw new KnownError(404, 'There is no such assessment.');
      return { desk: found, answers: await readAnswers(handle, found.sheet) };
    });
    const supposed = suppose(desk.items, answers, new Map(visit.query));
    const [now, then] = [picture(desk, answers), picture(desk, supposed.answers)];
    const changed = new Set(supposed.changed);
    const nameOf = (level: number | undefined) =>
      almanac.levels.find(({ number }) => number === level)?.name ?? 'No level';
    return show(visit, 'what-if.njk', 'What would move us', {
      desk: { title: desk.title, base: desk.base },
      levels: almanac.levels.map(({ name, number }) => ({ text: name, value: String(number) })),
      changed: supposed.changed.map((item) => ({
        name: fullName(item),
        from: {
          number: levelOf(answers.get(item.id)),
          name: nameOf(levelOf(answers.get(item.id))),
        },
        to: {
          number: levelOf(supposed.answers.get(item.id)),
          name: nameOf(levelOf(supposed.answers.get(item.id))),
        },
        description: item.levels.find(
          ({ number }) => number === levelOf(supposed.answers.get(item.id)),
        )?.description,
      })),
      sentences: {
        gone: now.says.filter((sentence) => !then.says.includes(sentence)),
        come: then.says.filter((sentence) => !now.says.includes(sentence)),
      },
      steps: {
        done: now.steps.filter(({ step }) => !then.steps.some((each) => each.step === step)).length,
        next: then.steps.slice(0, MOST_STEPS).map(({ step, effect }) => ({
          title: step.title,
          href: `/outcomes/${step.outcome.slug}/steps/${step.id}`,
          outcome: { slug: step.outcome.slug, name: step.outcome.name },
          effect,
        })),
      },
      groups: now.profile.map(({ outcome, cells }) => ({
        outcome: { slug: outcome.slug, name: outcome.name },
        touched: cells.some(({ item }) => changed.has(item)),
        items: cells.map(({ item, level }) => ({
          id: item.id,
          field: `level-${item.id.replace('.', '--')}`,
          name: item.target ? item.name : item.outcome.name,
          now: nameOf(level),
          value: String(levelOf(supposed.answers.get(item.id)) ?? ''),
        })),
      })),
    });
  };

  const { path, access } = place;
  return [{ method: 'GET', path: `${path}/results/what-if`, access, handle: page }];
}

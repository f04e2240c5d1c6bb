import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { home } from '../../web/page-view.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import { kindOf, type ModerationNeeds } from './needs.ts';
import { HOUSE_RULES } from './rules.ts';
import { listRulings } from './rulings.ts';
import { toRulingRow } from './views.ts';

const ON_PAGE = 100;
const talk = { text: 'Questions and answers', href: '/talk' };

/** The rules, and the log of what was decided: for everybody without names and words, for editors whole. */
export function logRoutes(needs: ModerationNeeds): Route[] {
  const { database, show } = needs;

  const rules = async (visit: Visit): Promise<Reply> =>
    show(
      visit,
      'house-rules.njk',
      { title: 'House rules', kind: 'talk', trail: [home(), talk] },
      { rules: HOUSE_RULES.map(({ id, name, text }) => ({ id, name, text })) },
    );

  const page = async (handle: Handle, visit: Visit) => {
    const before = visit.query.get('before') ?? undefined;
    const found = await listRulings(handle, { before, most: ON_PAGE + 1 });
    const rulings = found.slice(0, ON_PAGE);
    const older = found.length > ON_PAGE ? `?before=${rulings.at(-1)?.id}` : undefined;
    return { rulings, older };
  };

  const open = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const { rulings, older } = await page(handle, visit);
      // Neither where, nor who, nor what was said to whom: only that it was decided, and by which rule.
      const lines = rulings.map(toRulingRow).map(({ day, act, rule, kind }) => ({
        day,
        act,
        rule,
        kind: needs.kinds.find((each) => each.kind === kind)?.name ?? 'a page of the almanac',
      }));
      return show(
        visit,
        'moderation-log.njk',
        { title: 'What editors decided', kind: 'talk', trail: [home(), talk] },
        { lines, older },
      );
    });

  const whole = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const { rulings, older } = await page(handle, visit);
      const names = await namesOf(
        handle,
        rulings.flatMap(({ author_id, by_person }) => [
          by_person,
          ...(author_id ? [author_id] : []),
        ]),
      );
      const lines = rulings.map((ruling) => ({
        ...toRulingRow(ruling),
        kind: kindOf(needs, ruling.about)?.name ?? 'a page of the almanac',
        href: `/admin/reports/case?about=${encodeURIComponent(ruling.about)}`,
        author: ruling.author_id ? (names.get(ruling.author_id) ?? 'A former member') : '',
        by: names.get(ruling.by_person) ?? 'A former member',
      }));
      return show(
        visit,
        'moderation-log.njk',
        {
          title: 'What editors decided, with names',
          kind: 'talk',
          trail: [home(), { text: 'What waits', href: '/admin/reports' }],
        },
        { lines, older, whole: true },
      );
    });

  return [
    { method: 'GET', path: '/talk/rules', access: 'anyone', handle: rules },
    { method: 'GET', path: '/talk/log', access: 'anyone', handle: open },
    { method: 'GET', path: '/admin/reports/log', access: 'editor', handle: whole },
  ];
}

async function namesOf(handle: Handle, people: string[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map();
  const rows = await handle
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(people)])
    .orderBy('id')
    .limit(2 * ON_PAGE + 2)
    .execute();
  return new Map(rows.filter(({ name }) => name).map(({ id, name }) => [id, name]));
}

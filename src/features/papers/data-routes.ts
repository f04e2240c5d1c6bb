import { stringify } from 'csv-stringify/sync';
import { transact } from '../../db/transact.ts';
import { file, membershipOf, type Reply, type Route, type Visit } from '../../web/visits/visit.ts';
import { aboutFile, COLUMNS, planInSpreadsheet, withNames } from './action-sheet.ts';
import { type Facts, outcomeOf } from './facts.ts';
import { gatherFacts } from './gather.ts';
import type { PapersNeeds } from './needs.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The plan as data: a spreadsheet to change and bring back, CSV and JSON for other programs. */
export function dataRoutes(needs: PapersNeeds): Route[] {
  const path = '/my/:council/papers/actions';

  const make =
    (
      end: string,
      type: string,
      write: (facts: Facts, names: boolean) => Promise<Buffer> | string,
    ) =>
    async (visit: Visit): Promise<Reply> => {
      const { council } = membershipOf(visit);
      const round = visit.query.get('round') ?? '';
      const facts = await transact(needs.database, { council }, (handle) =>
        gatherFacts(needs, handle, visit, round),
      );
      const names = visit.query.get('names') === 'yes';
      return file(`${council}-plan-${facts.made.on}.${end}`, type, await write(facts, names));
    };

  return [
    {
      method: 'GET',
      path: `${path}.xlsx`,
      access: 'viewer',
      handle: make('xlsx', XLSX, planInSpreadsheet),
    },
    {
      method: 'GET',
      path: `${path}.csv`,
      access: 'viewer',
      handle: make('csv', 'text/csv; charset=utf-8', planInCsv),
    },
    {
      method: 'GET',
      path: `${path}.json`,
      access: 'viewer',
      handle: make('json', 'application/json; charset=utf-8', planInJson),
    },
  ];
}

/** Each row says of itself where it is from: a table has no other place for it. */
function planInCsv(facts: Facts, names: boolean): string {
  const shown = withNames(facts, names);
  const about = aboutFile(facts, names);
  const rows = shown.actions.map((action) => [
    ...COLUMNS.map(({ of }) => of(action, shown)),
    ...about.map(([, value]) => value),
  ]);
  const head = [...COLUMNS.map(({ title }) => title), ...about.map(([label]) => label)];
  return stringify([head, ...rows], { bom: true, escape_formulas: true });
}

function planInJson(facts: Facts, names: boolean): string {
  const { actions } = withNames(facts, names);
  return JSON.stringify(
    {
      format: 'digitalisation-almanac-plan',
      about: Object.fromEntries(aboutFile(facts, names)),
      actions: actions.map(({ ownerIsPerson: _, outcome, target, ...action }) => ({
        ...action,
        outcome: { id: outcome, name: outcomeOf(facts, outcome)?.name ?? '' },
        target: {
          id: target,
          name: outcomeOf(facts, outcome)?.targets.find(({ id }) => id === target)?.name ?? '',
        },
      })),
    },
    undefined,
    2,
  );
}

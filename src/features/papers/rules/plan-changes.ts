import type { ActionChange, PlanAction } from '../needs.ts';

/** One thing that a spreadsheet would change: a field of an action, or a whole new action. */
export interface Line {
  /** Names it in the form, with the version that was shown: when that is another one by then, it is asked again. */
  key: string;
  /** Row of the spreadsheet. */
  row: number;
  /** Id of the action; empty for a new one. */
  action: string;
  title: string;
  field: keyof ActionChange | undefined;
  now: string | number | undefined;
  file: string | number | undefined;
  /** Somebody changed the same field here since the file was made: both are shown, and nothing is chosen. */
  both: boolean;
}

export interface Compared {
  lines: Line[];
  /** Rows whose action is no longer in the plan. */
  gone: { row: number; title: string }[];
}

interface Row {
  row: number;
  id: string;
  version: number;
  values: ActionChange & { title: string };
}

const FIELDS = [
  'title',
  'status',
  'statusNote',
  'start',
  'due',
  'effort',
  'costBand',
  'cost',
  'why',
  'benefit',
  'measure',
  'evidence',
] as const satisfies readonly (keyof ActionChange)[];

/**
 * What a spreadsheet would change in a plan.
 * @param then an action as it stood when the file was made, where that is known: what only changed here is then no change
 * of the file
 * @param same how two texts are compared
 */
export function compare(
  actions: readonly PlanAction[],
  rows: readonly Row[],
  then: (id: string, version: number) => ActionChange | undefined,
  same: (text: string) => string,
): Compared {
  const byId = new Map(actions.map((action) => [action.id, action]));
  const compared: Compared = { lines: [], gone: [] };
  for (const { row, id, version, values } of rows) {
    const { title } = values;
    if (id === '') {
      compared.lines.push({
        ...{ key: `new.${row}`, row, action: '', title, field: undefined },
        ...{ now: undefined, file: title, both: false },
      });
      continue;
    }
    const action = byId.get(id);
    if (!action) {
      compared.gone.push({ row, title });
      continue;
    }
    const before = version === action.version ? action : then(id, version);
    for (const field of FIELDS) {
      const [now, file] = [action[field], values[field]];
      if (equal(now, file, same)) continue;
      // Only here was it changed: the file has it as it was.
      if (before && equal(before[field], file, same)) continue;
      compared.lines.push({
        key: `${id}.${field}.${action.version}`,
        ...{ row, action: id, title: action.title, field, now, file },
        both: version !== action.version && !(before && equal(before[field], now, same)),
      });
    }
  }
  return compared;
}

const equal = (
  one: string | number | undefined,
  other: string | number | undefined,
  same: (text: string) => string,
): boolean => same(String(one ?? '')) === same(String(other ?? ''));

/** The chosen lines, put together by action. */
export function changesByAction(lines: readonly Line[]): Map<string, ActionChange> {
  const changes = new Map<string, Record<string, unknown>>();
  for (const { action, field, file } of lines) {
    if (!field) continue;
    changes.set(action, { ...changes.get(action), [field]: file });
  }
  return changes as Map<string, ActionChange>;
}

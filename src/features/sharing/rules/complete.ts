import type { PartId, Parts } from './fields.ts';
import { fieldOfTarget, listOf, RESULTS, SOURCES, textOf } from './fields.ts';

export interface Missing {
  part: PartId;
  text: string;
}

/**
 * What is still missing before a write-up can be sent to the editors, in the order of its parts.
 * @param pictures how many pictures lack a description
 */
export function findMissing(parts: Parts, pictures = 0): Missing[] {
  const missing: Missing[] = [];
  const need = (part: PartId, there: boolean, text: string) => {
    if (!there) missing.push({ part, text });
  };
  const has = (part: PartId, name: string) => textOf(parts[part], name) !== '';
  need('headline', has('headline', 'title'), 'Say what was done, in one line');
  need('headline', has('headline', 'summary'), 'Say it in one or two sentences');
  need('headline', has('headline', 'from') || has('headline', 'to'), 'Say when it was');
  need('problem', has('problem', 'text'), 'Tell what the problem was');
  need('did', has('did', 'text'), 'Tell what you did');
  need('cost', has('cost', 'budget'), 'Choose what it cost, or say that you do not know');
  for (const number of SOURCES)
    need(
      'sources',
      has('sources', `title${number}`) === has('sources', `publisher${number}`),
      `Say what source ${number} is called and whose it is`,
    );
  need(
    'changed',
    RESULTS.some((number) => has('changed', `says${number}`)),
    'Tell at least one thing that changed, or that nothing has yet',
  );
  for (const number of RESULTS) {
    if (!has('changed', `says${number}`)) continue;
    need(
      'changed',
      has('changed', `claim${number}`),
      `Choose what kind of claim result ${number} is`,
    );
    need(
      'changed',
      has('changed', `how${number}`),
      `Say how result ${number} was measured, or that it was not`,
    );
  }
  need('wrong', has('wrong', 'text'), 'Tell what went wrong');
  need('lessons', has('lessons', 'text'), 'Tell others what you would do');
  need('reuse', has('reuse', 'reuse'), 'Say whether others can reuse it');
  need('outcomes', has('outcomes', 'main'), 'Choose the outcome that it tells most about');
  need('targets', listOf(parts.targets, 'targets').length > 0, 'Choose at least one target');
  need('contact', has('contact', 'role'), 'Say whom another council can ask, by role');
  need('pictures', pictures === 0, 'Describe each picture for those who cannot see it');
  return missing;
}

/** Whether anything was written in a part. */
export const isBegun = (parts: Parts, part: PartId): boolean =>
  Object.values(parts[part] ?? {}).some((value) => value.length > 0);

/** All running text of a write-up, with the part in which it stands. */
export function passagesOf(parts: Parts): { part: PartId; text: string }[] {
  return (Object.entries(parts) as [PartId, Record<string, string | string[]>][]).flatMap(
    ([part, typed]) =>
      Object.entries(typed).flatMap(([name, value]) =>
        CHOICES.test(name) || typeof value !== 'string' || value === ''
          ? []
          : [{ part, text: value }],
      ),
  );
}

/** Fields that hold no words of the writer. */
const CHOICES =
  /^(?:budget|claim\d|source\d|date\d|link\d?|reuse|main|from|to|version|before-.*|after-.*)$/;

/** The levels before and after that were said, by target. */
export const levelsOf = (parts: Parts) =>
  listOf(parts.targets, 'targets').flatMap((target) => {
    const before = textOf(parts.targets, fieldOfTarget('before', target));
    const after = textOf(parts.targets, fieldOfTarget('after', target));
    return before || after ? [{ target, before, after }] : [];
  });

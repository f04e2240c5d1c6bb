import type { Answer, Answers } from './answers.ts';
import { levelOf } from './answers.ts';
import type { Item } from './items.ts';

/** What a council that ended agreed, carried to the questions of today. */
export interface Predecessor {
  /** Its name. */
  name: string;
  answers: Answers;
}

export interface SideBySide {
  item: Item;
  /** In the order of the predecessors; nothing where one was not asked. */
  answers: (Answer | undefined)[];
  /** Whether all that have a level stand at the same. */
  alike: boolean;
}

/** Each question with what every predecessor agreed; a question that none answered is left out. */
export const sideBySide = (
  items: readonly Item[],
  predecessors: readonly Predecessor[],
): SideBySide[] =>
  items
    .map((item) => {
      const answers = predecessors.map((each) => each.answers.get(item.id));
      const levels = new Set(answers.map(levelOf).filter((level) => level !== undefined));
      return { item, answers, alike: levels.size === 1 };
    })
    .filter(({ answers }) => answers.some((answer) => answer !== undefined));

/**
 * Answers to start a successor's round from. Where every predecessor that answered stands at one level, that level; else
 * "come back to this", since nobody can say yet where the new council stands. The note names who stood where, so that
 * each can be traced. Never an average.
 */
export const startFrom = (
  items: readonly Item[],
  predecessors: readonly Predecessor[],
): Omit<Answer, 'answeredAt' | 'version'>[] =>
  sideBySide(items, predecessors).map(({ item, answers, alike }) => {
    const all = answers.flatMap((answer, index) =>
      answer ? [{ answer, name: predecessors[index]!.name }] : [],
    );
    const whole = alike && all.every(({ answer }) => levelOf(answer) !== undefined);
    const one = all.map(({ answer }) => levelOf(answer)).find((level) => level !== undefined);
    const inWords = (answer: Answer) =>
      item.levels.find(({ number }) => number === answer.choice)?.name ?? WORDS[answer.choice];
    const told = (field: 'evidence' | 'dissent', most: number) =>
      all
        .filter(({ answer }) => answer[field])
        .map(({ name, answer }) => `${name}: ${answer[field]}`)
        .join('\n')
        .slice(0, most);
    return {
      item: item.id,
      choice: whole && one ? (one as 1 | 2 | 3 | 4) : 'later',
      note: all
        .map(({ name, answer }) => `${name}: ${inWords(answer)}. ${answer.note}`.trim())
        .join('\n')
        .slice(0, 2000),
      evidence: told('evidence', 500),
      evidenceDate: '',
      evidenceOwner: '',
      confidence: '',
      dissent: told('dissent', 1000),
    };
  });

const WORDS: Record<string, string> = {
  na: 'Does not apply',
  unknown: 'I don’t know',
  later: 'Come back to this',
};

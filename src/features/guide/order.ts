import type { Question, Reading, Role } from '../../content/almanac.ts';

/** The parts of an outcome page, in the order for a reader who chose no role. */
export const PARTS = [
  'why',
  'targets',
  'steps',
  'questions',
  'examples',
  'wrong',
  'reading',
  'advice',
] as const;
export type Part = (typeof PARTS)[number];

/** The parts in the order that a role asks for; what it leaves out follows in the usual order. */
export function orderParts(role?: Pick<Role, 'first'>): Part[] {
  return [...new Set<Part>([...(role?.first ?? []), ...PARTS])];
}

/** Roles with the reader's own first, the others in their usual order. */
export function orderRoles(roles: readonly Role[], reader?: Role): Role[] {
  return [...new Set(reader ? [reader, ...roles] : roles)];
}

/** Questions grouped by who asks them. Roles without a question are left out. */
export function groupQuestions(
  questions: readonly Question[],
  roles: readonly Role[],
): { role: Role; questions: Question[] }[] {
  return roles
    .map((role) => ({ role, questions: questions.filter((question) => question.role === role) }))
    .filter((group) => group.questions.length > 0);
}

/** Readings grouped by kind, in the order of kinds; in each, those for the reader's role first. */
export function groupReadings<K extends { id: string }>(
  readings: readonly Reading[],
  kinds: readonly K[],
  reader?: Role,
): { kind: K; readings: Reading[] }[] {
  const mine = (reading: Reading) => (reader && reading.roles.includes(reader) ? 0 : 1);
  return kinds
    .map((kind) => ({
      kind,
      readings: readings.filter((each) => each.kind === kind.id).sort((a, b) => mine(a) - mine(b)),
    }))
    .filter((group) => group.readings.length > 0);
}

/**
 * A few questions that open up as many different targets as possible, in their given order:
 * one for each target first, then the rest.
 */
export function spreadQuestions(questions: readonly Question[], count: number): Question[] {
  const seen = new Set<unknown>();
  const first = questions.filter(({ target }) => !seen.has(target) && seen.add(target));
  const rest = questions.filter((question) => !first.includes(question));
  return [...first, ...rest].slice(0, count);
}

import type { Council, Outcome, Question, Role, Step, Target } from '../../content/almanac.ts';

/** Where the parts of the guide live. With a role, everything stays in that reader's guide. */
export interface Addresses {
  outcomes: string;
  outcome(outcome: Pick<Outcome, 'slug'>): string;
  target(target: Target): string;
  step(step: Step): string;
  question(question: Question): string;
}

/**
 * @param role the reader who chose the guide; everyone's guide when left out
 * @param council the council that the reader chose: it goes along to pages that show examples
 */
export function addressesFor(role?: Pick<Role, 'id'>, council?: Pick<Council, 'slug'>): Addresses {
  const along = council ? `?council=${council.slug}` : '';
  const base = role ? `/for/${role.id}` : '/outcomes';
  const part =
    (kind: string, end = '') =>
    (item: { id: string; outcome: Outcome }) =>
      `${base}/${item.outcome.slug}/${kind}/${item.id}${end}`;
  return {
    outcomes: base,
    outcome: ({ slug }) => `${base}/${slug}${along}`,
    target: part('targets', along),
    step: part('steps', along),
    question: part('questions'),
  };
}

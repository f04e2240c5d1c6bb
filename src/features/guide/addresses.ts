import type { Outcome, Question, Role, Step, Target } from '../../content/almanac.ts';

/** Where the parts of the guide live. With a role, everything stays in that reader's guide. */
export interface Addresses {
  outcomes: string;
  outcome(outcome: Pick<Outcome, 'slug'>): string;
  target(target: Target): string;
  step(step: Step): string;
  question(question: Question): string;
}

/** @param role the reader who chose the guide; everyone's guide when left out */
export function addressesFor(role?: Pick<Role, 'id'>): Addresses {
  const base = role ? `/for/${role.id}` : '/outcomes';
  const part = (kind: string) => (item: { id: string; outcome: Outcome }) =>
    `${base}/${item.outcome.slug}/${kind}/${item.id}`;
  return {
    outcomes: base,
    outcome: ({ slug }) => `${base}/${slug}`,
    target: part('targets'),
    step: part('steps'),
    question: part('questions'),
  };
}

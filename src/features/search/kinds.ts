/** The kinds of thing that search finds, with what a group of them is called. */
export const KINDS = {
  outcome: 'Outcomes',
  target: 'Targets',
  step: 'Steps',
  question: 'Questions',
  example: 'Examples',
  term: 'Terms',
  reading: 'Reading',
  council: 'Councils',
  page: 'Pages',
} as const;
export type Kind = keyof typeof KINDS;

export interface SearchDocument {
  id: string;
  kind: Kind;
  title: string;
  /** Other names that it goes by. */
  also: string;
  text: string;
  href: string;
  /** Where it belongs, for the line below its title. */
  within: string;
}

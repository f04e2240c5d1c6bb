import type { Visit } from '../visits/visit.ts';
import type { Problem, Typed } from './parse.ts';

/** What a template needs to show a form: what was typed, and each problem beside its field and in the summary. */
export interface FormView {
  csrf: string;
  values: Typed;
  errors: Record<string, { text: string }>;
  summary: { text: string; href?: string }[];
}

/**
 * @param values what stands in the fields: as typed, or as stored
 * @param problems of the last try
 */
export const toFormView = (
  { csrf }: Pick<Visit, 'csrf'>,
  values: Typed = {},
  problems: readonly Problem[] = [],
): FormView => ({
  csrf,
  values,
  errors: Object.fromEntries(
    problems.filter(({ field }) => field).map(({ field, text }) => [field, { text }]),
  ),
  summary: problems.map(({ field, text }) => (field ? { text, href: `#${field}` } : { text })),
});

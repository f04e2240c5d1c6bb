import { z } from 'zod';
import { line } from '../../../web/forms/fields.ts';
import type { PlanAction } from '../needs.ts';

/** What a person chooses before a paper is made. It stands in the address, so that the same choice can be made again. */

export const SECTIONS = {
  purpose: 'Purpose',
  recommendations: 'Recommendations',
  stand: 'Where we are',
  changed: 'What changed',
  plan: 'The plan',
  risks: 'Risks',
  finance: 'Finance',
  implications: 'Implications: legal, equality, climate',
  background: 'Background papers',
} as const;
export type Section = keyof typeof SECTIONS;
export const SECTION_IDS = Object.keys(SECTIONS) as Section[];

export const EXTENTS = {
  open: 'Actions that are open',
  soon: 'Late, or due in the next three months',
  all: 'All actions, with those done and stopped',
} as const;
export type Extent = keyof typeof EXTENTS;

const optional = (most: number) => z.union([z.literal(''), line('', most)]);

export const choicesSchema = z.object({
  round: z.string().max(60),
  sections: z.array(z.string()),
  extent: z.enum(['open', 'soon', 'all']).catch('open'),
  names: z.enum(['yes', 'no']).catch('no'),
  draft: z.enum(['yes', '']).catch(''),
  meeting: optional(120),
  on: z
    .string()
    .regex(/^(?:\d{4}-\d{2}-\d{2})?$/, 'Enter the date of the meeting as a date, or leave it empty')
    .refine((day) => day === '' || !Number.isNaN(Date.parse(day)), 'Enter a date that exists'),
  by: optional(120),
});

export type Choices = Omit<z.infer<typeof choicesSchema>, 'sections'> & {
  sections: readonly Section[];
};

/** What stands on the page before anybody chose. */
export const FIRST_CHOICES: Choices = {
  round: '',
  sections: SECTION_IDS,
  extent: 'open',
  names: 'no',
  draft: 'yes',
  meeting: '',
  on: '',
  by: '',
};

/** The known sections, in the order of a paper. */
export const sectionsIn = (chosen: readonly string[]): Section[] =>
  SECTION_IDS.filter((id) => chosen.includes(id));

const SOON_MONTHS = 3;

/**
 * The actions that a paper shows.
 * @param today ISO date
 */
export function actionsIn(
  actions: readonly PlanAction[],
  extent: Extent,
  today: string,
): PlanAction[] {
  if (extent === 'all') return [...actions];
  const open = actions.filter(({ status }) => status !== 'done' && status !== 'stopped');
  if (extent === 'open') return open;
  const end = new Date(`${today}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + SOON_MONTHS);
  const last = end.toISOString().slice(0, 10);
  return open.filter(({ due }) => due !== '' && due <= last);
}

import { z } from 'zod';
import type { Probe } from './probe.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const linkSchema = z.strictObject({
  state: z.enum(['works', 'dead', 'unsure']),
  code: z.number().optional(),
  why: z.string().optional(),
  to: z.string().optional(),
  /** When it was last seen to work, where it ever was. */
  worked: day.optional(),
});
export const reportSchema = z.strictObject({
  checked: day,
  links: z.record(z.string(), linkSchema),
});
export type LinkReport = z.infer<typeof reportSchema>;

/**
 * The new report: what was found today, with the day on which each address last worked carried over.
 * Addresses that the almanac no longer names are left out.
 */
export function mergeReport(
  before: LinkReport | undefined,
  today: string,
  probes: ReadonlyMap<string, Probe>,
): LinkReport {
  const links = [...probes].map(([url, { offline: _offline, ...found }]) => {
    const worked = found.state === 'works' ? today : before?.links[url]?.worked;
    return [url, { ...found, ...(worked ? { worked } : {}) }] as const;
  });
  return { checked: today, links: Object.fromEntries(links) };
}

/** For each dead address when it last worked; empty when nobody ever saw it work. */
export const deadLinks = (report: LinkReport | undefined): Map<string, string> =>
  new Map(
    Object.entries(report?.links ?? {})
      .filter(([, { state }]) => state === 'dead')
      .map(([url, { worked }]) => [url, worked ?? '']),
  );

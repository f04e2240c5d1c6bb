import { hashOf } from '../../lib/ids.ts';
import type { Problem } from '../../web/forms/parse.ts';
import { findPersonalData } from '../../web/forms/personal-data.ts';

/** What has to be looked at before a text is shown to others. */
export interface Warning {
  problem: Problem;
  found: { kind: string; found: string }[];
  /** Value of the button that sends exactly this text all the same. */
  sure: string;
}

/**
 * The warning of personal data in a text, once: whoever was warned of this very text and sends it again has decided.
 * @param sure value of the button that they pressed
 */
export function warnOf(text: string, sure: string): Warning | undefined {
  const found = findPersonalData(text);
  if (found.length === 0) return undefined;
  const token = hashOf(text).slice(0, 20);
  if (sure === token) return undefined;
  const kinds = [...new Set(found.map(({ kind }) => kind))].join(', ');
  return {
    problem: { field: 'body', text: `Your text seems to hold ${kinds}. Others will read it.` },
    found: found.slice(0, 20),
    sure: token,
  };
}

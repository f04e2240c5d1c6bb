/** What one check of the doctor found. */
export interface Finding {
  state: 'well' | 'warning' | 'wrong';
  what: string;
  /** What to do about it; nothing when all is well. */
  todo?: string;
}

export const well = (what: string): Finding => ({ state: 'well', what });
export const warning = (what: string, todo: string): Finding => ({ state: 'warning', what, todo });
export const wrong = (what: string, todo: string): Finding => ({ state: 'wrong', what, todo });

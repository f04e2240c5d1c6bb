// Making a formatter takes longer than rendering a small page: one does for all.
const british = new Intl.NumberFormat('en-GB');

/** A number as people write it in Britain: `12,345.5`. At most three places after the point. */
export const writtenNumber = (number: number): string => british.format(number);

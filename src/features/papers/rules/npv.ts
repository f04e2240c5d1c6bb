/**
 * Net present value: what costs and benefits of later years are worth in the first year. Sums are whole pounds in the
 * prices of the first year, without inflation, since the rate is one without inflation (a real rate).
 */

/**
 * HM Treasury's social time preference rate, in per cent a year, for the first 30 years of a proposal. Source: HM
 * Treasury, Review of discounting in the Green Book, terms of reference, 16 December 2025. It was under review then.
 */
export const TREASURY_RATE = 3.5;
export const RATE_SOURCE = {
  says: 'HM Treasury, “Review of discounting in the Green Book: Terms of Reference”, 16 December 2025',
  url: 'https://www.gov.uk/government/publications/green-book-discount-rate-review-2026/review-of-discounting-in-the-green-book-terms-of-reference',
};

export interface YearOfMoney {
  cost: number;
  benefit: number;
}

export interface PresentYear extends YearOfMoney {
  /** Benefit less cost. */
  net: number;
  /** What a pound of that year is worth in the first: `1 ÷ (1 + rate)` to the power of the years between. */
  factor: number;
  /** Net times factor, in whole pounds. */
  present: number;
}

export interface PresentValue {
  years: PresentYear[];
  /** Sum of the present values as they are shown, so that who adds them up gets the same. */
  npv: number;
  /** Place of the first year by whose end benefits have paid for costs, without discounting; nothing when none does. */
  payback: number | undefined;
}

/** What a pound is worth so many years before. @param rate per cent a year */
export const factorOf = (rate: number, years: number): number => (1 + rate / 100) ** -years;

/**
 * @param money by year, the first year first: it is not discounted
 * @param rate per cent a year
 */
export function presentValue(money: readonly YearOfMoney[], rate: number): PresentValue {
  let sum = 0;
  let payback: number | undefined;
  const years = money.map(({ cost, benefit }, index) => {
    const net = benefit - cost;
    sum += net;
    // A year in which nothing was spent yet pays nothing back.
    const spent = money.slice(0, index + 1).some((year) => year.cost > 0);
    if (sum >= 0 && spent) payback ??= index;
    else payback = undefined;
    const factor = factorOf(rate, index);
    return { cost, benefit, net, factor, present: wholePounds(net * factor) };
  });
  return { years, npv: years.reduce((all, { present }) => all + present, 0), payback };
}

/** Rounded the same way on both sides of zero, so that a cost and a benefit of one size cancel out. */
const wholePounds = (sum: number): number => Math.sign(sum) * Math.round(Math.abs(sum)) || 0;

/** By how many per cent costs and benefits may turn out otherwise. */
export interface Spread {
  cost: number;
  benefit: number;
}

/** Money as it may turn out: `cost` and `benefit` in per cent, above zero for more, below for less. */
export const otherwise = (
  money: readonly YearOfMoney[],
  { cost, benefit }: Spread,
): YearOfMoney[] =>
  money.map((year) => ({
    cost: wholePounds(year.cost * (1 + cost / 100)),
    benefit: wholePounds(year.benefit * (1 + benefit / 100)),
  }));

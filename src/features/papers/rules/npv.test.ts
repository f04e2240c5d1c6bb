import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factorOf, otherwise, presentValue, TREASURY_RATE, type YearOfMoney } from './npv.ts';

const pounds = fc.integer({ min: 0, max: 50_000_000 });
const money = fc.array(fc.record({ cost: pounds, benefit: pounds }), {
  minLength: 1,
  maxLength: 10,
});
const rate = fc.integer({ min: 0, max: 200 }).map((tenths) => tenths / 10);
const net = (years: readonly YearOfMoney[]) =>
  years.reduce((sum, { cost, benefit }) => sum + benefit - cost, 0);

test('a worked example: £100,000 now, £30,000 a year for four years, at 3.5%', () => {
  // By hand: 30,000 ÷ 1.035 = 28,986; ÷ 1.035² = 28,005; ÷ 1.035³ = 27,058; ÷ 1.035⁴ = 26,143.
  const years = [{ cost: 100_000, benefit: 0 }];
  for (let year = 1; year <= 4; year += 1) years.push({ cost: 0, benefit: 30_000 });
  const value = presentValue(years, TREASURY_RATE);
  assert.deepEqual(
    value.years.map(({ present }) => present),
    [-100_000, 28_986, 28_005, 27_058, 26_143],
  );
  assert.equal(value.npv, 10_192);
  assert.equal(value.payback, 4, 'in the fourth year 120,000 have come back');
});

test('at a rate of nought it is the plain sum', () => {
  fc.assert(fc.property(money, (years) => presentValue(years, 0).npv === net(years)));
});

test('who adds up the shown values gets the shown sum, and rounding moves it by less than a pound a year', () => {
  fc.assert(
    fc.property(money, rate, (years, percent) => {
      const value = presentValue(years, percent);
      const exact = years.reduce(
        (sum, { cost, benefit }, index) => sum + (benefit - cost) / (1 + percent / 100) ** index,
        0,
      );
      assert.equal(
        value.years.reduce((sum, { present }) => sum + present, 0),
        value.npv,
      );
      assert.ok(Math.abs(value.npv - exact) <= years.length);
    }),
  );
});

test('a benefit is worth no more when it comes later, and a cost weighs no more', () => {
  fc.assert(
    fc.property(pounds, rate, fc.nat(8), (sum, percent, place) => {
      const at = (year: number, kind: 'cost' | 'benefit') =>
        presentValue(
          Array.from({ length: 10 }, (_, index) => ({
            cost: 0,
            benefit: 0,
            ...(index === year ? { [kind]: sum } : {}),
          })),
          percent,
        ).npv;
      assert.ok(at(place + 1, 'benefit') <= at(place, 'benefit'));
      assert.ok(at(place + 1, 'cost') >= at(place, 'cost'));
    }),
  );
});

test('costs and benefits that change places change only the sign', () => {
  fc.assert(
    fc.property(money, rate, (years, percent) => {
      const turned = years.map(({ cost, benefit }) => ({ cost: benefit, benefit: cost }));
      assert.equal(presentValue(turned, percent).npv + presentValue(years, percent).npv, 0);
    }),
  );
});

test('years of nothing at the end change nothing', () => {
  fc.assert(
    fc.property(money, rate, fc.nat(5), (years, percent, more) => {
      const longer = [...years, ...Array.from({ length: more }, () => ({ cost: 0, benefit: 0 }))];
      assert.equal(presentValue(longer, percent).npv, presentValue(years, percent).npv);
    }),
  );
});

test('higher costs and lower benefits never give a higher value, at no rate', () => {
  fc.assert(
    fc.property(money, rate, fc.nat(300), fc.nat(100), (years, percent, cost, benefit) => {
      const worse = presentValue(otherwise(years, { cost, benefit: -benefit }), percent).npv;
      assert.ok(worse <= presentValue(years, percent).npv);
    }),
  );
});

test('the factor begins at one and falls', () => {
  assert.equal(factorOf(3.5, 0), 1);
  fc.assert(
    fc.property(
      rate,
      fc.nat(30),
      (percent, years) => factorOf(percent, years + 1) <= factorOf(percent, years),
    ),
  );
});

test('payback is the year from which on the sum stays paid, and is not told of what never cost anything', () => {
  const of = (...nets: number[]) =>
    presentValue(
      nets.map((each) => ({ cost: Math.max(0, -each), benefit: Math.max(0, each) })),
      0,
    ).payback;
  assert.equal(of(-10, 5, 5), 2);
  assert.equal(of(-10, 5), undefined);
  assert.equal(of(-10, 20, -15, 10), 3, 'paid, then not, then for good');
  assert.equal(of(5, 5), undefined);
});

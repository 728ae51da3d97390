import { describe, expect, it } from '@jest/globals';
import { CallBudget } from '../../../../src/sandbox/etsy/call-budget.ts';
import { DEFAULT_ETSY_OPTIONS } from '../../../../src/sandbox/etsy/etsy-options.ts';

describe('the budget of an application', () => {
  const options = { ...DEFAULT_ETSY_OPTIONS, limitPerSecond: 2, limitPerDay: 3000 };

  it('is counted over the last second, not over the second of a clock', () => {
    const budget = new CallBudget();
    expect([900, 950, 1000, 1899, 1900].map((now) => budget.take(options, now)?.per)).toEqual([
      undefined,
      undefined,
      'second',
      'second',
      undefined,
    ]);
  });

  it('asks for a whole number of seconds', () => {
    const budget = new CallBudget();
    budget.take(options, 0);
    budget.take(options, 0);
    expect(budget.take(options, 1)).toEqual({ per: 'second', retryAfterSeconds: 1 });
  });

  it('is counted over the last 24 hours, however many calls they hold', () => {
    const budget = new CallBudget();
    for (let call = 0; call < 3000; call += 1) budget.take(options, call * 1000);
    expect(budget.take(options, 3_000_000)).toEqual({ per: 'day', retryAfterSeconds: 86_400 - 3000 });
    expect(budget.take(options, 86_400_000)).toBeUndefined();
    expect(budget.headers(options, 86_400_000)['x-remaining-today']).toBe('0');
    expect(budget.headers(options, 86_400_000 + 1_999_000)['x-remaining-today']).toBe('1999');
  });
});

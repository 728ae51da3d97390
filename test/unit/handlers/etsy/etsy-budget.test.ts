import { describe, expect, it } from '@jest/globals';
import { EtsyBudget } from '../../../../src/handlers/etsy/etsy-budget.ts';
import { loadEtsyEnvironment } from '../../../../src/handlers/etsy/etsy.environment.ts';
import type { Bucket, RateBuckets } from '../../../../src/queue/rate-buckets.ts';

/** Buckets that remember what they were lowered to, or cannot be reached. */
class Buckets {
  readonly lowered: (readonly [string, number])[] = [];
  broken = false;

  lower(bucket: Bucket, remaining: number): Promise<void> {
    if (this.broken) return Promise.reject(new Error('no database'));
    this.lowered.push([bucket.scope, remaining]);
    return Promise.resolve();
  }
}

const withEnvironment = (env: Record<string, string> = {}): { budget: EtsyBudget; buckets: Buckets } => {
  const buckets = new Buckets();
  return { buckets, budget: new EtsyBudget(buckets as unknown as RateBuckets, loadEtsyEnvironment(env)) };
};

describe("the application's budget at Etsy", () => {
  it('never lets more calls out in a second than Etsy takes, burst included', () => {
    for (const limit of [1, 5, 10, 150]) {
      const { second } = withEnvironment({ ETSY_CALLS_PER_SECOND: String(limit) }).budget.scopes;
      expect(second.capacity + second.refillPerSecond).toBeLessThanOrEqual(Math.max(limit, 2));
      expect(second.per).toBe('application');
    }
  });

  it('lets a day’s calls out in a day', () => {
    const { day } = withEnvironment().budget.scopes;
    expect(day).toMatchObject({ per: 'application', capacity: 10_000 });
    expect(day.refillPerSecond * 86_400).toBeCloseTo(10_000);
  });

  it('believes Etsy when it says that less remains', async () => {
    const { budget, buckets } = withEnvironment();
    await budget.observe(new Headers({ 'x-remaining-this-second': '1', 'x-remaining-today': '42' }));
    expect(buckets.lowered).toEqual([
      ['etsy/second/all', 1],
      ['etsy/day/all', 42],
    ]);
  });

  it('leaves the buckets alone where Etsy says nothing, nonsense, or more than they hold', async () => {
    const { budget, buckets } = withEnvironment();
    await budget.observe(new Headers());
    await budget.observe(new Headers({ 'x-remaining-this-second': 'x', 'x-remaining-today': '-1' }));
    await budget.observe(new Headers({ 'x-remaining-this-second': '9', 'x-remaining-today': '10000' }));
    expect(buckets.lowered).toEqual([]);
  });

  it('does not make a call fail that Etsy has answered', async () => {
    const { budget, buckets } = withEnvironment();
    buckets.broken = true;
    await expect(budget.observe(new Headers({ 'x-remaining-today': '3' }))).resolves.toBeUndefined();
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { badDay, startBadDay } from './bad-day.ts';
import type { EbayBench } from './ebay-bench.ts';

describe('a bad day on eBay', () => {
  const benches: EbayBench[] = [];
  afterEach(() => Promise.all(benches.splice(0).map((bench) => bench.stop())));

  const days = async (): Promise<readonly (readonly string[])[]> => {
    const bench = await startBadDay();
    benches.push(bench);
    const seen = [];
    for (let seed = 1; seed <= 12; seed += 1) seen.push((await badDay(bench, seed)).calls);
    return seen;
  };

  it('can be lived through again: equal seeds, equal calls and answers, also at the token endpoint', async () => {
    const first = await days();
    expect(await days()).toEqual(first);
    expect(first.flat().filter((call) => /oauth2\/token (?!200)/.test(call))).not.toEqual([]);
  });
});

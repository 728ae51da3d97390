import { describe, expect, it } from '@jest/globals';
import { SCRIPTED } from '../../../src/sandbox/demo/fault-plan.ts';
import type { Seller } from '../../../src/sandbox/demo/seller.ts';
import type { CountedEffects } from '../../../src/sandbox/demo/stand-in-client.ts';
import { summaryJson } from '../../../src/sandbox/demo/summary.ts';
import type { Tally } from '../../../src/sandbox/demo/tally.ts';
import { complaints, listedTwice } from '../../../src/sandbox/demo/verdict.ts';
import type { Findings } from '../../../src/sandbox/demo/verdict.ts';

const seller = { profile: { name: 'Anouk' }, flawedSku: 'BAD1' } as unknown as Seller;
const tally = (over: Partial<Tally> = {}): Tally => ({
  seller,
  jobs: 3,
  completed: 2,
  expectedRefusals: 1,
  refusal: 'no picture',
  unexpected: [],
  tasks: 18,
  retries: 1,
  reconciled: 4,
  ...over,
});
const struck: Record<string, Record<string, number>> = {};
for (const { fault, operation } of SCRIPTED) struck[fault] = { ...struck[fault], [operation]: 1 };
const effects = (over: Partial<CountedEffects> = {}): CountedEffects => ({
  live: [{ listingId: '2', sku: 'GOOD2' }],
  listedTwice: 0,
  orphanDrafts: 0,
  faults: struck,
  ...over,
});
/** One of two published pieces was bought while its publication hung. */
const findings = (over: Partial<Findings> = {}): Findings => ({
  tallies: [tally()],
  effects: effects(),
  products: 3,
  faults: true,
  bought: 'GOOD1',
  ...over,
});

describe("the demo's verdict", () => {
  it('has nothing to say of a run that went as it should', () => {
    expect(complaints(findings())).toEqual([]);
  });

  it.each<readonly [string, Partial<Findings>, RegExp]>([
    ['a job too few', { tallies: [tally({ jobs: 2 })] }, /asked for 3 products and has 2 jobs/],
    ['a refusal that did not come', { tallies: [tally({ expectedRefusals: 0 })] }, /BAD1 should have been/],
    [
      'a failed job',
      { tallies: [tally({ unexpected: [{ sku: 'X', status: 'failed', reason: 'It broke.' }] })] },
      /The job of X ended as failed: It broke\./,
    ],
    ['a listing too few', { effects: effects({ live: [] }) }, /shows 0 live listings, and 1 should be/],
    ['two listings of one piece', { effects: effects({ listedTwice: 1 }) }, /1 listed twice/],
    ['drafts left behind', { effects: effects({ orphanDrafts: 2 }) }, /2 drafts were left behind/],
    ['faults that never struck', { effects: effects({ faults: {} }) }, /fault hang of publishOffer never/],
    ['a buyer who never came', { bought: undefined }, /Nobody bought/],
    ['outcomes nobody looked up', { tallies: [tally({ reconciled: 3 })] }, /4 calls .* and 3 were looked up/],
  ])('complains of %s', (_what, over, sentence) => {
    expect(complaints(findings(over)).join('\n')).toMatch(sentence);
  });

  it('counts a sold piece that is live again as listed twice', () => {
    const again = [
      { listingId: '2', sku: 'GOOD2' },
      { listingId: '3', sku: 'GOOD1' },
    ];
    const run = findings({ effects: effects({ live: again }) });

    expect(listedTwice(run)).toBe(1);
    expect(complaints(run).join('\n')).toMatch(/GOOD1 was sold while its publication hung/);
    expect(summaryJson(run, 1)).toMatchObject({ listed_twice: 1, listings: { ebay: 2 } });
  });

  it('expects neither faults nor a buyer of a run without faults', () => {
    const live = [
      { listingId: '1', sku: 'GOOD1' },
      { listingId: '2', sku: 'GOOD2' },
    ];

    expect(
      complaints(findings({ faults: false, bought: undefined, effects: effects({ live, faults: {} }) })),
    ).toEqual([]);
  });

  it('adds the sellers up in the object for programs', () => {
    expect(summaryJson(findings({ tallies: [tally(), tally({ retries: 5 })] }), 12.34)).toEqual({
      batches: 2,
      jobs: 6,
      completed: 4,
      failed: 0,
      expected_refusals: 2,
      tasks: 36,
      retries: 6,
      reconciled: 8,
      faults: SCRIPTED.length,
      listings: { ebay: 1 },
      sold_meanwhile: 1,
      listed_twice: 0,
      orphan_drafts: 0,
      seconds: 12.3,
    });
  });
});

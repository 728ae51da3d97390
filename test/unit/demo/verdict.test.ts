import { describe, expect, it } from '@jest/globals';
import type { BrowserEffects } from '../../../src/sandbox/demo/demo-browsers.ts';
import { EBAY_MARKET } from '../../../src/sandbox/demo/markets/ebay-market.ts';
import { ETSY_MARKET } from '../../../src/sandbox/demo/markets/etsy-market.ts';
import type { MarketSpec } from '../../../src/sandbox/demo/markets/market.ts';
import type { Seller } from '../../../src/sandbox/demo/seller.ts';
import { summaryJson } from '../../../src/sandbox/demo/summary.ts';
import type { Tally } from '../../../src/sandbox/demo/tally.ts';
import { complaints, listedTwice } from '../../../src/sandbox/demo/verdict.ts';
import type { Findings, MarketFindings } from '../../../src/sandbox/demo/verdict.ts';

const seller = { profile: { name: 'Anouk' }, flawedSku: 'BAD1' } as unknown as Seller;
const tally = (over: Partial<Tally> = {}): Tally => ({
  seller,
  marketplace: 'ebay',
  jobs: 3,
  completed: 3,
  expectedRefusals: 0,
  refusal: undefined,
  unexpected: [],
  tasks: 18,
  retries: 1,
  reconciled: 4,
  ...over,
});
const etsyTally = (over: Partial<Tally> = {}): Tally =>
  tally({ marketplace: 'etsy', completed: 2, expectedRefusals: 1, refusal: 'not vintage', ...over });

function struck({ scripted }: MarketSpec): MarketFindings['faults'] {
  const faults: Record<string, Record<string, number>> = {};
  for (const { fault, operation } of scripted) faults[fault] = { ...faults[fault], [operation]: 1 };
  return faults;
}
const ebay = (over: Partial<MarketFindings> = {}): MarketFindings => ({
  spec: EBAY_MARKET,
  live: [
    { listingId: '2', sku: 'GOOD2' },
    { listingId: '3', sku: 'BAD1' },
  ],
  listedTwice: 0,
  orphanDrafts: 0,
  faults: struck(EBAY_MARKET),
  ...over,
});
const etsy = (over: Partial<MarketFindings> = {}): MarketFindings => ({
  spec: ETSY_MARKET,
  live: [
    { listingId: '1', sku: 'GOOD1' },
    { listingId: '2', sku: 'GOOD2' },
  ],
  listedTwice: 0,
  orphanDrafts: 0,
  faults: struck(ETSY_MARKET),
  ...over,
});
const browser = (over: Partial<BrowserEffects> = {}): BrowserEffects => ({
  name: 'anouk',
  socketDrops: 3,
  executedTwice: 0,
  faults: { drop: 1 },
  ...over,
});
/** One of three pieces on eBay was bought while its publication hung. */
const findings = (over: Partial<Findings> = {}): Findings => ({
  tallies: [tally(), etsyTally()],
  markets: [ebay(), etsy()],
  browsers: [browser()],
  products: 3,
  faults: true,
  bought: 'GOOD1',
  ...over,
});

describe("the demo's verdict", () => {
  it('has nothing to say of a run that went as it should', () => {
    expect(complaints(findings())).toEqual([]);
  });

  const end = { sku: 'X', marketplace: 'ebay', status: 'failed', reason: 'It broke.' };
  it.each<readonly [string, Partial<Findings>, RegExp]>([
    ['a job too few', { tallies: [tally({ jobs: 2 })] }, /asked for 3 products on ebay and has 2 jobs/],
    [
      'a refusal that did not come',
      { tallies: [tally(), etsyTally({ expectedRefusals: 0 })] },
      /BAD1 should have been refused by etsy/,
    ],
    [
      'a refusal by the wrong one',
      { tallies: [tally({ expectedRefusals: 1 }), etsyTally()] },
      /BAD1 should have been refused by ebay/,
    ],
    ['a failed job', { tallies: [tally({ unexpected: [end] })] }, /of X on ebay ended as failed: It broke\./],
    ['a listing too few', { markets: [ebay({ live: [] })] }, /eBay shows 0 live listings, and 2 should be/],
    ['two listings of one piece', { markets: [ebay(), etsy({ listedTwice: 1 })] }, /1 listed twice on Etsy/],
    ['drafts left behind', { markets: [etsy({ orphanDrafts: 2 })] }, /2 drafts were left behind on Etsy/],
    [
      'faults that never struck',
      { markets: [ebay({ faults: {} })] },
      /fault hang of publishOffer on eBay never/,
    ],
    ['a buyer who never came', { bought: undefined }, /Nobody bought/],
    [
      'a browser that stayed connected',
      { browsers: [browser({ socketDrops: 1 })] },
      /anouk lost its .* only 1/,
    ],
    ['a command executed twice', { browsers: [browser({ executedTwice: 1 })] }, /executed 1 commands twice/],
    [
      'outcomes nobody looked up',
      { tallies: [tally({ reconciled: 3 }), etsyTally()] },
      /4 calls on eBay .* and 3 were looked up/,
    ],
  ])('complains of %s', (_what, over, sentence) => {
    expect(complaints(findings(over)).join('\n')).toMatch(sentence);
  });

  it('counts a sold piece that is live again as listed twice', () => {
    const live = [...ebay().live, { listingId: '4', sku: 'GOOD1' }];
    const run = findings({ markets: [ebay({ live }), etsy()] });

    expect(listedTwice(run)).toBe(1);
    expect(complaints(run).join('\n')).toMatch(/GOOD1 was sold while its publication hung/);
    expect(summaryJson(run, 1)).toMatchObject({ listed_twice: 1, listings: { ebay: 3, etsy: 2 } });
  });

  it('expects neither faults nor a buyer of a run without faults', () => {
    const live = [...ebay().live, { listingId: '1', sku: 'GOOD1' }];
    const markets = [ebay({ live, faults: {} }), etsy({ faults: {} })];
    const browsers = [browser({ socketDrops: 0, faults: {} })];

    expect(complaints(findings({ faults: false, bought: undefined, markets, browsers }))).toEqual([]);
  });

  it('adds everything up in the object for programs', () => {
    expect(summaryJson(findings(), 12.34)).toEqual({
      batches: 1,
      jobs: 6,
      completed: 5,
      failed: 0,
      expected_refusals: 1,
      tasks: 36,
      retries: 2,
      reconciled: 8,
      faults: EBAY_MARKET.scripted.length + ETSY_MARKET.scripted.length + 1,
      socket_drops: 3,
      listings: { ebay: 2, etsy: 2 },
      sold_meanwhile: 1,
      listed_twice: 0,
      orphan_drafts: 0,
      seconds: 12.3,
    });
  });
});

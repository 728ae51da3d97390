import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';

const OPERATIONS = ['uploadPhoto', 'createItem', 'ownItemDetail'];
const FAULTS = [
  'lose_answer',
  'error_after',
  'empty_answer',
  'error_before',
  'reset_before',
  'html_page',
  'rate_limited',
];

describe('publishing on Vinted when an answer of the site is bad', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    bench = await VintedBench.start({ photosAssignedOnce: false, indexLagMs: 100 });
  });
  afterAll(() => bench.close());

  const cells = OPERATIONS.flatMap((operation) => FAULTS.map((fault) => [operation, fault] as const));
  it.concurrent.each(cells)('ends with one item when %s meets %s', async (operation, fault) => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    await bench.spoil(seller, [
      { operation, fault, times: 1, ...(fault === 'rate_limited' ? { retry_after: 1 } : {}) },
    ]);
    const job = await bench.ended(await bench.publish(seller));
    await bench.heal(seller);
    const effects = await bench.effects(seller);
    plugin.stop();
    expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
    expect(effects).toMatchObject({ listed_twice: 0, writes_in_parallel: 1 });
    expect(effects.live_listings).toHaveLength(1);
    expect(job.result_data).toMatchObject({ item_id: String(effects.live_listings[0]?.item_id) });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { liveProduct } from './deletions.ts';
import { described, wellRelisted } from './relistings.ts';
import { VintedBench } from './vinted-bench.ts';

/** Bad answers to the deletion of the old item; those to the creation are met beside twins. */
const CELLS: readonly (readonly [operation: string, fault: string])[] = [
  ['deleteItem', 'lose_answer'],
  ['deleteItem', 'error_after'],
  ['deleteItem', 'empty_answer'],
  ['deleteItem', 'reset_before'],
  ['deleteItem', 'rate_limited'],
  ['createItem', 'rate_limited'],
  ['wardrobe', 'html_page'],
  ['ownItemDetail', 'error_before'],
];

describe('relisting on Vinted when an answer of the site is bad', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start({ photosAssignedOnce: false, indexLagMs: 100 });
  });
  afterAll(() => bench.close());

  it.concurrent.each(CELLS)('ends with one item when %s meets %s', async (operation, fault) => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const product = await liveProduct(bench, seller);
    await bench.spoil(seller, [{ operation, fault, times: 1, retry_after: 1 }]);
    const job = await bench.ended(await bench.relistProduct(seller, product.productId));
    await bench.heal(seller);
    const relisted = await described(bench, seller, product, job, plugin);
    plugin.stop();
    const { cell: _cell, ...expected } = wellRelisted([operation, '', '']);
    expect(relisted).toEqual({ ...expected, met: [] });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { liveProduct } from './deletions.ts';
import { described, wellRelisted } from './relistings.ts';
import { VintedBench } from './vinted-bench.ts';

const STEPS = [
  ['vinted.photo.upload', 'act:after'],
  ['vinted.item.create', 'journal:started'],
  ['vinted.item.create', 'act:after'],
  ['vinted.item.delete', 'journal:started'],
  ['vinted.item.delete', 'act:after'],
] as const;

describe('relisting on Vinted when the program ends in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  it.each(STEPS)('ends with one item when it happens in %s at %s', async (command, moment) => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const product = await liveProduct(bench, seller);
    plugin.arm({ script: [{ moment, fault: 'delay', command, times: 1, delay_ms: 1_000 }] });
    const id = await bench.relistProduct(seller, product.productId);
    await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: `the browser in ${command}` });
    await bench.restart();
    const job = await bench.ended(id);
    const relisted = await described(bench, seller, product, job, plugin);
    plugin.stop();
    const { cell: _cell, ...expected } = wellRelisted([command, moment, 'delay']);
    expect(relisted).toEqual(expected);
  });
});

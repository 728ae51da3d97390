import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBrowser } from '../../../support/vinted-browser.ts';
import { VintedBench } from './vinted-bench.ts';
import type { SeenJob, Seller } from './vinted-bench.ts';

describe('looking on Vinted for an item whose creation nobody answered for', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  /** An item that the seller has made by hand. */
  async function handMade({ member }: Seller, description: string, title: string): Promise<number> {
    const reply = await new VintedBrowser(bench.vinted.url, member).create({ title, description });
    return Number((reply.json as { item: { id: number } }).item.id);
  }

  async function publishMeeting(seller: Seller, fault: string, sku: string, title: string): Promise<SeenJob> {
    await bench.control('PUT', 'faults', { script: [{ operation: 'createItem', fault, times: 1 }] });
    const job = await bench.ended(await bench.publish(seller, { sku, title }));
    await bench.control('DELETE', 'faults');
    return job;
  }

  it('does not take an item of another product with the same title for it', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const others = await handMade(seller, 'Beau.\n\nRef. AXL1', 'Jean 501');
    const job = await publishMeeting(seller, 'lose_answer', 'XL1', 'Jean 501');
    expect(job).toMatchObject({ status: 'completed', error: null });
    const { live_listings: live } = await bench.effects(seller);
    expect(live.map(({ sku }) => sku).sort()).toEqual(['AXL1', 'XL1']);
    expect(job.result_data?.['item_id']).not.toBe(String(others));
    plugin.stop();
  });

  it('does not take an item of the product that was sold before for it', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const sold = await handMade(seller, 'Beau.\n\nRef. XL2', 'Jean 502');
    await bench.control('POST', `items/${sold}/sell`);
    const job = await publishMeeting(seller, 'reset_before', 'XL2', 'Jean 502');
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(job.result_data?.['item_id']).not.toBe(String(sold));
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });

  it('takes an open item of the product for it, whoever made it', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const open = await handMade(seller, 'Beau.\n\nRef. XL3', 'Jean 503');
    const job = await publishMeeting(seller, 'error_before', 'XL3', 'Jean 503');
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(job.result_data).toMatchObject({ item_id: String(open) });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });

  it('finds an item that was sold before anybody looked', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    plugin.arm({ script: [{ moment: 'write:after', fault: 'die_after', command: 'vinted.item.create' }] });
    const id = await bench.publish(seller, { sku: 'XL4', title: 'Jean 504' });
    await bench.waits(id, 'plugin');
    const [item] = (await bench.effects(seller)).live_listings;
    await bench.control('POST', `items/${String(item?.item_id)}/sell`);
    plugin.arm({});
    await plugin.browser.open();
    const job = await bench.ended(id);
    expect(job).toMatchObject({ status: 'completed', result_data: { item_id: String(item?.item_id) } });
    expect((await bench.effects(seller)).live_listings).toEqual([]);
    plugin.stop();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { vintedControl } from '../../../support/vinted-browser.ts';
import type { OpenedMember } from '../../../support/vinted-browser.ts';
import { VintedBench } from './vinted-bench.ts';
import type { Seller } from './vinted-bench.ts';

describe('publishing on Vinted with two browsers of one account', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  async function secondSession({ member }: Seller): Promise<string> {
    const reply = await vintedControl(bench.vinted.url, 'POST', 'sessions', { user_id: member.user_id });
    return (reply.json as OpenedMember).cookie;
  }

  it('has only one of them act', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const second = await bench.browser(seller, await secondSession(seller));
    await second.start();
    const ids = await Promise.all([1, 2, 3].map((n) => bench.publish(seller, { title: `Manteau ${n}` })));
    for (const id of ids) expect(await bench.ended(id)).toMatchObject({ status: 'completed' });
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ listed_twice: 0, orphan_photos: 0, writes_in_parallel: 1 });
    expect(effects.live_listings).toHaveLength(3);
    plugin.stop();
    second.stop();
  });

  it('looks on Vinted before the second one creates what the first may have created', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const second = await bench.browser(seller, await secondSession(seller));
    // The first browser creates the item and dies for good before anybody hears of it.
    plugin.arm({ script: [{ moment: 'write:after', fault: 'die_after', command: 'vinted.item.create' }] });
    const id = await bench.publish(seller);
    await bench.waits(id, 'plugin');
    await second.start();
    const job = await bench.ended(id);
    expect(job).toMatchObject({ status: 'completed', error: null });
    const effects = await bench.effects(seller);
    expect(effects.live_listings).toHaveLength(1);
    expect(job.result_data).toMatchObject({ item_id: String(effects.live_listings[0]?.item_id) });
    plugin.stop();
    second.stop();
  });

  it('creates with the second one what the first certainly did not create', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const second = await bench.browser(seller, await secondSession(seller));
    plugin.arm({
      script: [{ moment: 'journal:received', fault: 'die_after', command: 'vinted.item.create' }],
    });
    const id = await bench.publish(seller);
    await bench.waits(id, 'plugin');
    await second.start();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', error: null });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
    second.stop();
  });
});

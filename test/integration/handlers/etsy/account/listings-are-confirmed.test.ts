import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundListing } from '../../../../../src/domain/found.ts';
import { EtsyBench } from '../etsy-bench.ts';
import { ShopDesk } from './shop-desk.ts';

describe('looking directly at listings of an Etsy shop', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  const confirm = (desk: ShopDesk, ids: readonly number[]): Promise<readonly FoundListing[]> =>
    desk.source.confirm(
      desk.context(),
      ids.map((id) => desk.knows(id).externalIds),
    );
  const calls = (): readonly string[] =>
    bench.proxy.calls.map(({ path }) => path.replace(/\d{6,}/g, 'N').split('?')[0] ?? '');

  it('finds one that was put on sale again behind the sweep', async () => {
    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({ state: 'inactive' });
    const { found } = await desk.sweep(async (page) => {
      if (page === 2) await desk.move([id ?? 0], 'active');
    });
    expect(found.has(String(id))).toBe(false);
    expect(await confirm(desk, [id ?? 0])).toMatchObject([
      { externalIds: { listing_id: String(id) }, status: 'live' },
    ]);
  });

  it('takes one call for a hundred that stand there', async () => {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count: 120 });
    bench.proxy.reset();
    expect(await confirm(desk, ids)).toHaveLength(120);
    expect(calls().filter((path) => path.endsWith('/batch'))).toHaveLength(2);
    expect(calls().filter((path) => path.endsWith('/listings/N'))).toEqual([]);
  });

  it('leaves out what Etsy does not know, and asks for few of them one by one', async () => {
    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({});
    const gone = Array.from({ length: 30 }, (_, at) => 1_900_000_000 + at);
    bench.proxy.reset();
    expect(await confirm(desk, [...gone, id ?? 0])).toMatchObject([
      { externalIds: { listing_id: String(id) } },
    ]);
    expect(calls().filter((path) => path.endsWith('/listings/N'))).toHaveLength(20);
  });

  it('finds a new one that lists do not show yet', async () => {
    const slow = await EtsyBench.start({ indexLagMs: 60_000 });
    try {
      const desk = await ShopDesk.open(slow);
      await slow.control('PUT', 'faults', { script: [{ operation: 'uploadListingImage', fault: 'refuse' }] });
      const job = desk.shop.job();
      await job.run();
      await slow.control('DELETE', 'faults');
      const id = Number(job.listing?.externalIds['listing_id']);
      expect(id).toBeGreaterThan(0);
      expect((await desk.sweep()).found.size).toBe(0);
      expect(await confirm(desk, [id])).toMatchObject([{ status: 'draft' }]);
    } finally {
      await slow.stop();
    }
  });

  it('does not take another shop’s listing for the account’s own', async () => {
    const other = await ShopDesk.open(bench);
    const [theirs] = await other.list({});
    const desk = await ShopDesk.open(bench);
    expect(await confirm(desk, [theirs ?? 0])).toEqual([]);
    expect(await confirm(other, [theirs ?? 0])).toHaveLength(1);
  });

  it('fails where Etsy cannot be asked, instead of finding nothing', async () => {
    const desk = await ShopDesk.open(bench);
    await desk.fault({ operation: 'getListingsByListingIds', fault: 'html_page' });
    await expect(confirm(desk, [1_700_000_001])).rejects.toMatchObject({ name: 'EtsyCallError' });
    await desk.fault({ operation: 'getListing', fault: 'error_before' });
    await expect(confirm(desk, [1_900_000_000])).rejects.toMatchObject({
      failure: { code: 'etsy.unavailable' },
    });
  });
});

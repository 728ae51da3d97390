import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from './etsy-bench.ts';
import { listed } from './prepared-shops.ts';

const isWrite = ({ method }: { readonly method: string }): boolean => method !== 'GET';

describe('ending a listing on Etsy that is not for sale any more', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it.each(['expired', 'inactive'] as const)('leaves a listing that is %s as it is', async (state) => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    await bench.control('PUT', `listings/${id}`, { state });
    const job = shop.deletion();
    expect((await job.run()).result).toEqual({ listing_id: id, status: 'ended' });
    expect(bench.proxy.calls.filter(isWrite)).toEqual([]);
    expect(job.listing?.status).toBe('ended');
  });

  it('leaves a sold listing as it is, and notes the sale', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    await bench.control('POST', `listings/${id}/end`, { sold: true });
    const job = shop.deletion();
    expect((await job.run()).result).toEqual({ listing_id: id, status: 'sold' });
    expect(bench.proxy.calls.filter(isWrite)).toEqual([]);
    expect(job.effects.slice(1)).toEqual([
      { type: 'listing', status: 'sold', externalIds: { listing_id: id }, verified: true },
    ]);
  });

  it('is done where Etsy does not know the listing', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    const row = shop.listing;
    shop.remember(row === null ? null : { ...row, externalIds: { listing_id: '987654321' } });
    const job = shop.deletion();
    expect((await job.run()).result).toEqual({ listing_id: '987654321', status: 'ended' });
    expect(bench.proxy.calls.filter(isWrite)).toEqual([]);
    expect(job.listing?.status).toBe('ended');
  });

  it('notes the sale that comes between its reading and its call, and touches nothing', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    let sale: Promise<unknown> | undefined;
    bench.proxy.rule({
      when: ({ method }) => {
        if (method !== 'PATCH') return false;
        sale ??= bench.control('POST', `listings/${id}/end`, { sold: true });
        return true;
      },
      then: { do: 'delay', ms: 300 },
    });
    const job = shop.deletion();
    const report = await job.run();
    await sale;
    expect(report.history[1]).toBe('end: done');
    expect(bench.proxy.calls.filter(isWrite).map(({ answer }) => answer?.status)).toEqual([409]);
    expect(job.listing?.status).toBe('sold');
  });

  it('notes the sale that comes before a repeat', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    let sale: Promise<unknown> | undefined;
    bench.proxy.rule({
      when: ({ method }) => {
        if (method !== 'PATCH') return false;
        sale ??= bench.control('POST', `listings/${id}/end`, { sold: true });
        return true;
      },
      then: { do: 'fail_before' },
      times: 1,
    });
    const job = shop.deletion();
    const ending = shop.ending;
    const execute = ending.executeTask.bind(ending);
    ending.executeTask = async (task, context) => {
      await sale;
      return execute(task, context);
    };
    expect((await job.run()).status).toBe('completed');
    expect(sale).toBeDefined();
    expect(job.listing?.status).toBe('sold');
  });
});

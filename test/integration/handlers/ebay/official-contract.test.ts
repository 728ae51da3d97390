import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { Contracts } from '../../../support/contracts.ts';
import { EbayBench } from './ebay-bench.ts';

describe('requests to eBay', () => {
  const contracts = Contracts.open();
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('are what the official contracts ask for, where these are at hand', async () => {
    const problems: string[] = [];
    const checkAll = async (): Promise<void> => {
      for (const call of bench.proxy.calls) {
        const verdict = await contracts?.check(call);
        problems.push(...(verdict?.request ?? []).map((text) => `${call.method} ${call.path}: ${text}`));
      }
      expect(bench.proxy.calls.length).toBeGreaterThan(0);
    };

    const seller = await bench.seller();
    const job = seller.job();
    await job.run();
    seller.listing = job.listing;
    seller.product = { ...seller.product, price: '41.00' };
    await seller.job().run();
    expect((await seller.deletion().run()).status).toBe('completed');
    await seller.adapter.verify(tenantRef(1), seller.account, AbortSignal.timeout(5_000));
    await checkAll();

    const changing = await bench.seller();
    await changing.publish();
    changing.product = { ...changing.product, price: '41.00', quantity: 2 };
    expect((await changing.update().run()).status).toBe('completed');
    changing.product = { ...changing.product, title: 'Autre', attributes: { ebay_category_id: '57988' } };
    expect((await changing.update({}, { force: true }).run()).status).toBe('completed');
    expect((await changing.relisting().run()).status).toBe('completed');
    await checkAll();

    const forgetful = await bench.seller();
    const { offer_id: _offerId, ...forgotten } = await forgetful.publish();
    forgetful.listing = forgetful.listing && { ...forgetful.listing, externalIds: forgotten };
    expect((await forgetful.deletion().run()).status).toBe('completed');
    await checkAll();

    const unlucky = await bench.seller({
      condition: 'new_with_tags',
      attributes: { ebay_aspects: { Style: 'Droit' } },
    });
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && path.startsWith('/sell/'),
      then: { do: 'lose_answer' },
    });
    expect((await unlucky.job().run()).status).toBe('completed');
    await checkAll();

    if (contracts !== undefined) process.stdout.write(`${contracts.report()}\n`);
    expect(problems).toEqual([]);
  });
});

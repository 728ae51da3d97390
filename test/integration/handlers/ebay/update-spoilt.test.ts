import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Interference } from '../../../support/recording-proxy/proxy-rule.ts';
import { EbayBench } from './ebay-bench.ts';
import type { BenchSeller } from './ebay-bench.ts';

/** Changes of every group, so that one job makes every call an update can make. */
const CHANGE = { title: 'Manteau neuf', price: '39.90', quantity: 2 };

describe('updating a listing on eBay when something fails', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const prepared = async (more: Readonly<Record<string, unknown>>): Promise<BenchSeller> => {
    const seller = await bench.seller();
    await seller.publish();
    const third = { url: `${bench.standIn.url}/pictures/COAT1-3.png` };
    seller.product = { ...seller.product, ...CHANGE, pictures: [third, ...seller.product.pictures], ...more };
    return seller;
  };
  const content = async (seller: BenchSeller): Promise<unknown> => {
    const { item, offer } = await seller.held();
    const { title, imageUrls } = item['product'] as { title: string; imageUrls: readonly string[] };
    return {
      title,
      pictures: imageUrls.length,
      price: offer['pricingSummary'],
      quantity: offer['availableQuantity'],
    };
  };
  const wanted = {
    title: 'Manteau neuf',
    pictures: 3,
    price: { price: { value: '39.90', currency: 'EUR' } },
    quantity: 2,
  };

  const changes: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['with the call for price and quantity', {}],
    ['with a replaced offer', { attributes: { ebay_category_id: '57988' } }],
  ];
  const spoils: readonly (readonly [string, Interference])[] = [
    ['loses the answer of', { do: 'lose_answer' }],
    ['answers 500 after doing', { do: 'error_after' }],
    ['cuts the connection before', { do: 'fail_before' }],
  ];
  const cases = changes.flatMap(([how, more]) =>
    spoils.map(([what, then]) => [what, how, more, then] as const),
  );

  it.each(cases)('is up to date when the network %s any one call (%s)', async (_what, _how, more, then) => {
    await (await prepared(more)).update().run();
    const calls = bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
    expect(calls.length).toBeGreaterThanOrEqual(8);
    for (const [index, call] of calls.entries()) {
      const seller = await prepared(more);
      bench.proxy.rule({ when: index + 1, then });
      const job = seller.update();
      const { status } = await job.run();
      seller.listing = job.listing;
      expect({ call, status, content: await content(seller) }).toEqual({
        call,
        status: 'completed',
        content: wanted,
      });
      expect(bench.proxy.calls[index]?.ending).not.toBe('answered');
      expect(seller.updater.plan(seller.context('update'))).toEqual([]);
    }
  });

  const steps = ['read', 'upload_picture:1', 'put_item', 'put_offer', 'price_quantity', 'read_back', 'save'];
  it.each(steps)('is up to date when %s loses its outcome', async (step) => {
    const seller = await prepared(step === 'put_offer' ? { attributes: { ebay_category_id: '57988' } } : {});
    let deaths = 0;
    const job = seller.update({
      crashAfter: (task) => {
        const dies = task.step === step && task.attempt === 1;
        deaths += dies ? 1 : 0;
        return dies;
      },
    });
    expect((await job.run()).status).toBe('completed');
    seller.listing = job.listing;
    expect(deaths).toBe(1);
    expect(await content(seller)).toEqual(wanted);
  });

  it('sends again what a job that failed half way may have sent', async () => {
    const seller = await prepared({});
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'bulkUpdatePriceQuantity', fault: 'refuse', nth: 1, error_id: 25019 }],
    });
    const before = seller.product;
    const job = seller.update();
    expect((await job.run()).failure).toMatchObject({ code: 'ebay.not_revisable', actor: 'seller' });
    seller.listing = job.listing;
    // The seller takes the title back: what was sent last time is not what was stored last.
    seller.product = { ...before, title: 'Manteau en laine' };
    const again = seller.update();
    expect((await again.run()).status).toBe('completed');
    expect(await content(seller)).toEqual({ ...wanted, title: 'Manteau en laine' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ebayCallError } from '../../../../src/handlers/ebay/ebay-errors.ts';
import { EBAY_ERROR_CATALOGUE } from '../../../../src/handlers/ebay/ebay-error-catalogue.ts';
import { EbayBench } from './ebay-bench.ts';

describe("eBay's numbers that mean several things", () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const refusing = (operation: string, number: number): Promise<unknown> =>
    bench.control('PUT', 'faults', {
      script: [{ operation, fault: 'refuse', nth: 1, error_id: number }],
    });

  it('25713 at publish, while the offer is there: a policy of another site, and never "it is gone"', async () => {
    const seller = await bench.seller();
    await refusing('publishOffer', 25713);
    const job = seller.job();
    const refused = await job.run();
    expect(refused.failure).toMatchObject({
      code: 'ebay.policy_missing',
      actor: 'seller',
      fields: [{ field: 'account.settings' }],
      original: { errors: [{ errorId: 25713 }] },
    });
    expect((await job.run()).status).toBe('completed');
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });

  it('25002 at a create that made nothing: no offer is adopted, and the seller reads eBay’s words', async () => {
    const seller = await bench.seller();
    await refusing('createOffer', 25002);
    const job = seller.job();
    const refused = await job.run();
    expect(refused.failure).toMatchObject({
      code: 'ebay.user_error',
      actor: 'seller',
      message: expect.stringContaining('eBay says: '),
      original: { errors: [{ errorId: 25002 }] },
    });
    expect(await seller.effects()).toMatchObject({ offers: 0 });
    expect((await job.run()).status).toBe('completed');
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });

  it('25025 at a create: certainly nothing was done, so it is repeated and never looked for', async () => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'createOffer', fault: 'concurrent', nth: 1 }],
    });
    const report = await seller.job().run();
    expect(report.status).toBe('completed');
    expect(report.outcomes).toContainEqual(expect.objectContaining({ kind: 'retry', code: 'ebay.busy' }));
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });

  it('411, which eBay answers where a length is missing: never met, and ours if it were', async () => {
    const seller = await bench.seller();
    await seller.job().run();
    const publishing = bench.proxy.calls.filter(({ path }) => path.endsWith('/publish'));
    expect(publishing).toMatchObject([
      { method: 'POST', headers: { 'content-length': expect.stringMatching(/^\d+$/) } },
    ]);
    const answer = { status: 411, headers: new Headers(), text: '' };
    const { failure, verdict } = ebayCallError(answer, { effect: 'once', limit: 'application' }, 0);
    expect(verdict).toEqual({ kind: 'refused' });
    expect(failure).toMatchObject({
      code: 'ebay.refused',
      actor: EBAY_ERROR_CATALOGUE['ebay.refused'].actor,
    });
  });
});

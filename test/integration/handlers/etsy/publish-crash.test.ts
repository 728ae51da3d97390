import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

describe('publishing on Etsy when the process dies after a step', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('lists once, whichever step loses its outcome', async () => {
    const planned = (await bench.seller()).handler.plan((await bench.seller()).context());
    const steps = 'kind' in planned ? [] : planned.map(({ step }) => step);
    expect(steps).toHaveLength(9);
    for (const step of steps) {
      const shop = await bench.seller();
      const report = await shop.job({ crashAfter: (task) => task.step === step && task.attempt === 1 }).run();
      expect({ step, status: report.status, ...(await shop.outcome()) }).toEqual({
        step,
        status: 'completed',
        ...LISTED_ONCE,
      });
    }
  });

  it('does not renew a sold piece when the activation was lost and the piece sold meanwhile', async () => {
    const shop = await bench.seller();
    bench.proxy.rule({
      when: ({ method }) => method === 'PATCH',
      then: { do: 'lose_answer' },
      times: 1,
    });
    let sold = false;
    const job = shop.job();
    const handler = shop.handler;
    const reconcile = handler.reconcile.bind(handler);
    handler.reconcile = async (task, context) => {
      if (!sold) {
        sold = true;
        const [listing] = (await shop.effects()).live_listings;
        await bench.control('POST', `listings/${listing?.listing_id}/end`, { sold: true });
      }
      return reconcile(task, context);
    };
    const report = await job.run();
    expect(report.status).toBe('completed');
    expect(job.listing?.status).toBe('sold');
    expect(sold).toBe(true);
    expect(await shop.outcome()).toMatchObject({ live: 0, fees: 1 });
  });

  it('does not renew a piece that was sold while its row still said live', async () => {
    const shop = await bench.seller();
    const first = shop.job();
    await first.run();
    shop.remember(first.listing);
    await bench.control('POST', `listings/${first.listing?.externalIds['listing_id']}/end`, { sold: true });
    shop.product = { ...shop.product, price: '30.00' };
    const second = shop.job();
    expect((await second.run()).status).toBe('completed');
    expect(second.listing?.status).toBe('sold');
    expect(await shop.outcome()).toMatchObject({ live: 0, fees: 1 });
  });
});

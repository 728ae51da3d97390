import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';

describe('checking the connection to Vinted as a job', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('says that everything is there', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const job = await bench.ended(await bench.accountAction('check_connection', seller));
    expect(job).toMatchObject({ status: 'completed', error: null, result_data: { ok: true, missing: [] } });
    expect(job.tasks.map(({ step }) => step)).toEqual(['check']);
    plugin.stop();
  });

  it('names what is missing', async () => {
    const seller = await bench.seller({});
    const plugin = await bench.browser(seller, undefined, { lacking: ['vinted.orders.list@1'] });
    await plugin.start();
    const job = await bench.ended(await bench.accountAction('check_connection', seller));
    expect(job).toMatchObject({
      status: 'completed',
      result_data: { ok: false, missing: ['site', 'commands'] },
    });
    expect(JSON.stringify(job.result_data)).toContain('is too old for 1 of the things StoFlow asks of it');
    plugin.stop();
  });

  it('waits for a closed browser, as the seller can see', async () => {
    const seller = await bench.seller();
    const plugin = await bench.browser(seller);
    const id = await bench.accountAction('check_connection', seller);
    expect(await bench.waits(id, 'plugin')).toMatchObject({ attempts: 0 });
    await plugin.start();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', result_data: { ok: true } });
    plugin.stop();
  });
});

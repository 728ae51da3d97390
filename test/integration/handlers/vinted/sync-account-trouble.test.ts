import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMember, VintedBrowser } from '../../../support/vinted-browser.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { SeenJob } from './vinted-bench.ts';

/** Faults that strike the second page, which is the second look at the wardrobe. */
const onSecondPage = (fault: string): object => ({ script: [{ operation: 'wardrobe', fault, nth: 2 }] });

describe('syncing with Vinted while something is in the way', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  /** A seller with two pages of items, the oldest of which StoFlow knows. */
  async function sellerWithTwoPages(): Promise<Awaited<ReturnType<VintedBench['sellerWithBrowser']>>> {
    const opened = await bench.sellerWithBrowser();
    await liveProduct(bench, opened.seller);
    const browser = new VintedBrowser(bench.vinted.url, opened.seller.member);
    for (let n = 0; n < 96; n += 1) await browser.create({ title: `Robe ${n}` });
    await bench.control('DELETE', 'faults');
    return opened;
  }

  const attemptsOf = (job: SeenJob): Readonly<Record<string, number>> =>
    Object.fromEntries(job.tasks.map(({ step, attempt }) => [step, attempt]));

  const whole = { status: 'completed', attempts: 1, result_data: { found: 97, same: 1, missing: 0 } };

  it('waits while the seller is logged out, and goes on with the page it had come to', async () => {
    const { seller, plugin } = await sellerWithTwoPages();
    const user = `accounts/${seller.member.user_id}`;
    await bench.control('PUT', 'faults', onSecondPage('challenge'));
    const id = await bench.accountAction('sync', seller);
    const waiting = await bench.waits(id, 'challenge');
    expect(waiting.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'list_listings:1 success',
      'list_listings:2 pending',
    ]);
    await bench.control('POST', `${user}/solve`);
    await bench.control('POST', `${user}/log_out`);
    await plugin.browser.look();
    await bench.waits(id, 'reauth');
    await bench.control('POST', `${user}/log_in`);
    await plugin.browser.look();
    const job = await bench.ended(id);
    expect(job).toMatchObject(whole);
    expect(attemptsOf(job)['list_listings:1']).toBe(1);
    plugin.stop();
  });

  it('reads nothing while another account is logged in', async () => {
    const { seller, plugin } = await sellerWithTwoPages();
    const other = await openMember(bench.vinted.url, { login: `other.${seller.member.login}` });
    const session = `sessions/${seller.member.session}`;
    await bench.control('PUT', session, { user_id: other.user_id });
    const before = (await bench.effects(seller)).calls['wardrobe'] ?? 0;
    const id = await bench.accountAction('sync', seller);
    await bench.waits(id, 'reauth');
    expect((await bench.effects(seller)).calls['wardrobe'] ?? 0).toBe(before);
    await bench.control('PUT', session, { user_id: seller.member.user_id });
    await plugin.browser.look();
    expect(await bench.ended(id)).toMatchObject(whole);
    plugin.stop();
  });

  it('concludes nothing where a page fails for good', async () => {
    const { seller, plugin } = await sellerWithTwoPages();
    const script = [2, 3, 4, 5, 6].map((nth) => ({ operation: 'wardrobe', fault: 'error_before', nth }));
    await bench.control('PUT', 'faults', { script });
    const job = await bench.ended(await bench.accountAction('sync', seller));
    expect(job).toMatchObject({ status: 'failed', attempts: 5, error: { code: 'plugin.server_error' } });
    expect(job.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'list_listings:1 success',
      'list_listings:2 failed',
    ]);
    expect((await listingsOf(bench, seller)).map(({ status }) => status)).toEqual(['live']);
    plugin.stop();
  });

  it('tries a page again after an error of Vinted or a lost answer', async () => {
    const { seller, plugin } = await sellerWithTwoPages();
    const script = [
      { operation: 'wardrobe', fault: 'error_before', nth: 2 },
      { operation: 'wardrobe', fault: 'lose_answer', nth: 3 },
      { operation: 'currentUser', fault: 'expire_token', nth: 4 },
    ];
    await bench.control('PUT', 'faults', { script });
    const job = await bench.ended(await bench.accountAction('sync', seller));
    expect(job).toMatchObject({ status: 'completed', result_data: { found: 97, same: 1, missing: 0 } });
    expect(attemptsOf(job)).toMatchObject({ 'list_listings:1': 1, conclude: 1 });
    expect(attemptsOf(job)['list_listings:2']).toBeGreaterThan(1);
    plugin.stop();
  });

  it('rests as long as Vinted asks, at no cost, and reads again what was no answer', async () => {
    const { seller, plugin } = await sellerWithTwoPages();
    const script = [
      { operation: 'wardrobe', fault: 'rate_limited', retry_after: 1, nth: 2 },
      { operation: 'wardrobe', fault: 'empty_answer', nth: 3 },
    ];
    await bench.control('PUT', 'faults', { script });
    const job = await bench.ended(await bench.accountAction('sync', seller));
    expect(job).toMatchObject({ ...whole, attempts: 2 });
    expect(attemptsOf(job)).toMatchObject({ 'list_listings:1': 1, 'list_listings:2': 3 });
    plugin.stop();
  });
});

import type { JobView } from '../../job-view.ts';
import type { Act, Day, DayProduct } from '../day.ts';
import { completed, eventually, expectThat } from '../day.ts';
import type { Shop } from '../shop.ts';

/** eBay forgets the seller's consent; work waits for a new one. */
export const TOKEN: Act = {
  name: 'token',
  title: 'Lose the connection to eBay',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    await shops.ebay.revoke();
    await api.changePrice(stock.kept[0].id, '71.00');
    const job = await api.ask({ marketplace: 'ebay', action_code: 'update', product_id: stock.kept[0].id });
    const orders = await api.ask({ marketplace: 'ebay', action_code: 'sync_orders' });
    await waitsFor(day, job, 'reauth');
    await waitsFor(day, orders, 'reauth');
    const status = await api.accountStatus(shops.ebay.accountId);
    expectThat(status === 'needs_reauth', `The account is “${status}” and not “needs_reauth”.`);
    const since = performance.now();
    await api.reconnect(shops.ebay.accountId, await shops.ebay.consent());
    await completed(day, job);
    await completed(day, orders);
    await showsPrice(shops.ebay, stock.kept[0], '71.00');
    const ms = Math.round(performance.now() - since);
    say(`Account “needs_reauth”, 2 jobs waited (reauth); signed in again, and both were done ${ms} ms later`);
  },
};

/** The browser is closed, and what only it can do waits for it. */
export const BROWSER: Act = {
  name: 'browser',
  title: 'Close the browser',
  play: async (day) => {
    const { api, browser, shops, stock, say } = day;
    await browser.send('/_control/browser/close', { method: 'POST', body: {} });
    await api.changePrice(stock.kept[1].id, '72.00');
    const job = await api.ask({ marketplace: 'vinted', action_code: 'update', product_id: stock.kept[1].id });
    await waitsFor(day, job, 'plugin');
    const since = performance.now();
    await browser.send('/_control/browser/open', { method: 'POST', body: {} });
    await completed(day, job);
    await showsPrice(shops.vinted, stock.kept[1], '72.00');
    const ms = Math.round(performance.now() - since);
    say(`Vinted’s job waited (plugin); the browser was opened, and it was done ${ms} ms later`);
  },
};

function waitsFor(day: Day, jobId: number, reason: string): Promise<JobView> {
  return eventually(day, `job ${jobId} that waits for ${reason}`, async () => {
    const job = await day.api.job(jobId);
    expectThat(job.status !== 'completed', `Job ${jobId} did not wait for ${reason}.`);
    expectThat(job.status !== 'failed', `Job ${jobId} failed: ${job.error ?? 'no reason'}`);
    return job.waitingFor === reason ? job : undefined;
  });
}

async function showsPrice(shop: Shop, { sku }: DayProduct, price: string): Promise<void> {
  const seen = (await shop.one(sku)).price;
  expectThat(seen === price, `${shop.title} shows ${sku} for ${seen} instead of ${price}.`);
}

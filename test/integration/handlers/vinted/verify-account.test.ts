import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { waitFor } from '../../../support/wait-for.ts';
import { VintedBench } from './vinted-bench.ts';
import type { Seller } from './vinted-bench.ts';

describe('checking a Vinted account', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  async function checklist({ accountId }: Seller): Promise<Readonly<Record<string, boolean>>> {
    const { items } = await bench.call<{ items: { code: string; ok: boolean }[] }>(
      'POST',
      `/api/marketplace/accounts/${accountId}/verify`,
    );
    return Object.fromEntries(items.map(({ code, ok }) => [code, ok]));
  }

  it('asks for a site and a browser first', async () => {
    expect(await checklist(await bench.seller({}))).toEqual({
      site: false,
      browser_paired: false,
      browser_online: false,
    });
  });

  it('is all right with a browser that is logged in', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await waitFor(async () => (await checklist(seller))['login'], {
      what: 'the browser to say that it is logged in',
    });
    expect(await checklist(seller)).toEqual({
      site: true,
      browser_paired: true,
      browser_online: true,
      login: true,
      no_challenge: true,
      commands: true,
    });
    plugin.stop();
  });

  it('takes no browser that has not said yet what it has for one that has nothing', async () => {
    const seller = await bench.seller();
    const plugin = await bench.browser(seller);
    const blocker = new Client({ connectionString: bench.database.url });
    await blocker.connect();
    try {
      // It is welcome before it is known what it has: that has to wait for the lane.
      await blocker.query(
        `begin; select from public.lanes where account_id = ${seller.accountId} for update`,
      );
      await plugin.start();
      const asked = checklist(seller);
      await Promise.race([asked, delay(500)]);
      await blocker.query('rollback');
      expect(await asked).toMatchObject({ browser_online: true, login: true, commands: true });
    } finally {
      await blocker.end();
      plugin.stop();
    }
  });

  it('names what the extension is too old for', async () => {
    const seller = await bench.seller();
    const plugin = await bench.browser(seller, undefined, { lacking: ['vinted.item.delete@1'] });
    await plugin.start();
    const path = `/api/marketplace/accounts/${seller.accountId}/verify`;
    const seen = await waitFor(
      async () => {
        const { items } = await bench.call<{ items: { code: string; ok: boolean; message: string }[] }>(
          'POST',
          path,
        );
        return items.find(({ code }) => code === 'commands');
      },
      { what: 'the browser to say what it can do' },
    );
    expect(seen).toMatchObject({
      ok: false,
      message: 'The extension 1.0.0 is too old for 1 of the things StoFlow asks of it: update it.',
    });
    plugin.stop();
  });

  it('says that Vinted wants to see a person', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await bench.control('POST', `accounts/${seller.member.user_id}/challenge`, { form: 'json' });
    await plugin.browser.look();
    await waitFor(async () => (await checklist(seller))['no_challenge'] === false, { what: 'the challenge' });
    expect(await checklist(seller)).toMatchObject({ login: true, no_challenge: false });
    plugin.stop();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
      message: expect.stringContaining('vinted.item.delete@1'),
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

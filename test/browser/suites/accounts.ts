import { describe, expect, it } from '@jest/globals';
import type { StandInPlugin } from '../../../src/sandbox/plugin/stand-in-plugin.ts';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

interface AccountBody {
  readonly id: number;
  readonly status: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Shop {
  readonly shop_id: number;
  readonly refresh_token: string;
}

/** Accounts and browsers, without anything but the page. */
export function accountsSuite(given: () => LookingGlass): void {
  describe('its accounts', () => {
    it('are reached through browsers, which are paired by a code, seen at once, and removed', async () => {
      const { town } = given();
      const before = given().complaints.length;
      const page = await given().at('#/accounts');
      await page.getByRole('button', { name: 'Pair a browser' }).click();
      const asking = page.getByRole('dialog', { name: 'Pair a browser' });
      await asking.getByRole('button', { name: 'Get a code' }).click();
      await untilShows(asking.locator('[data-field="name"]'), 'Fill this in.');
      await asking.getByLabel('What you call this browser').fill('Phone');
      await page.keyboard.press('Enter');

      const dialog = page.getByRole('dialog', { name: 'Pair Phone' });
      await untilShows(dialog, /Waiting for the browser\. The code is good once, for (9|10) min/);
      await untilShows(dialog, town.url);
      const first = await dialog.getByLabel('Pairing code').innerText();
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      await untilShows(page.locator('.toasts'), 'it can be shown again below');
      await page.getByRole('button', { name: 'Show the code for Phone' }).click();
      expect(await dialog.getByLabel('Pairing code').innerText()).toBe(first);
      // A page that is loaded again knows no code any more: there is only its hash on the server.
      await page.reload();
      await page.getByRole('button', { name: 'Get a new code for Phone' }).click();
      const code = await dialog.getByLabel('Pairing code').innerText();
      expect(code).not.toBe(first);
      const { data: devices } = await town.ask<{ data: { name: string }[] }>('GET', '/api/plugin/devices');
      expect(devices.filter(({ name }) => name === 'Phone')).toHaveLength(1);
      const browsers = page.getByRole('region', { name: 'Browsers' });
      let phone: StandInPlugin | undefined;
      try {
        phone = await town.openBrowser('phone', code);
        await untilShows(dialog, 'Paired. Phone is');
        await dialog.getByRole('button', { name: 'Good' }).click();
        const row = browsers.locator('[data-device]').filter({ hasText: 'Phone' });
        await untilShows(row, /Online/);
        await row.getByRole('button', { name: 'Remove Phone' }).click();
        const question = page.getByRole('dialog', { name: 'Remove Phone?' });
        await question.getByRole('button', { name: 'Remove it' }).click();
        await row.waitFor({ state: 'detached' });
        await untilShows(browsers, 'Laptop');
      } finally {
        phone?.stop();
      }
      // The browser itself writes refused requests to the console; this one was wanted.
      expect(given().complaints.splice(before)).toEqual([expect.stringContaining('400')]);
      await page.context().close();
    });

    it('are connected with a token, and made ready by choosing what the marketplace offers', async () => {
      const { town } = given();
      const before = given().complaints.length;
      const shop = await town.control<Shop>('etsy', 'POST', 'accounts', { name: 'second' });
      const page = await given().at('#/accounts');
      await page.getByRole('link', { name: 'Connect an account' }).click();
      await page.getByLabel('Marketplace').selectOption({ label: 'Vinted' });
      await untilShows(page.getByRole('form'), 'Vinted is reached through your own browser');
      await page.getByLabel('Marketplace').selectOption({ label: 'Etsy' });
      await page.getByLabel('What you call it').fill('Second shop');
      await page.getByText('Use a token of an application of your own').click();
      await page.getByLabel('Your name there').fill('second');
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await untilShows(page.locator('[data-field="refresh_token"]'), 'Fill this in.');
      await page.getByLabel('Refresh token').fill(shop.refresh_token);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();

      await untilShows(page.getByRole('heading', { level: 1 }), 'Second shop Connected');
      await untilShows(page.getByRole('heading', { level: 2, name: 'missing' }), '4 things missing');
      for (const item of ['shop', 'shipping_profile', 'return_policy', 'readiness_state']) {
        const row = page.locator(`[data-item="${item}"]`);
        await untilShows(row, 'Missing:');
        await row.getByRole('combobox').selectOption({ index: 1 });
        await untilShows(row, 'There:');
      }
      await untilShows(page.getByRole('main'), 'It has all it needs');
      const account = await accountNamed('Second shop');
      expect(account).toMatchObject({ settings: { shop_id: String(shop.shop_id) } });
      // The browser itself writes refused requests to the console; this one was wanted.
      expect(given().complaints.splice(before)).toEqual([expect.stringContaining('400')]);
      await page.context().close();
    });

    it('that the marketplace takes no more are said to be so, and connected again', async () => {
      const { town } = given();
      await town.control('etsy', 'POST', 'accounts/second/revoke');
      const { id } = await accountNamed('Second shop');
      await town.ask('POST', `/api/marketplace/accounts/${id}/verify`);
      const page = await given().at('');
      const need = page.getByRole('region', { name: 'What needs you' });
      await untilShows(need, 'Etsy account “Second shop” must be connected again.');
      await need.getByRole('link', { name: 'Open the account' }).click();
      await untilShows(page.getByRole('main'), 'Etsy must be connected again');
      await page.getByLabel('Refresh token').fill('made-up');
      await page.getByRole('button', { name: 'Connect again' }).click();
      await untilShows(page.locator('[data-field="refresh_token"]'), /invalid|revoked/);
      const again = await town.control<Shop>('etsy', 'POST', 'accounts/second/consent');
      await page.getByLabel('Refresh token').fill(again.refresh_token);
      await page.getByRole('button', { name: 'Connect again' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Second shop Connected');
      await untilShows(page.getByRole('main'), 'It has all it needs');
      expect(await accountNamed('Second shop')).toMatchObject({ status: 'connected' });

      await page.getByText('Rename', { exact: true }).first().click();
      await page.getByLabel('What you call it').fill('Shop in the cellar');
      await page.getByRole('button', { name: 'Rename' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Shop in the cellar');
      await page.context().close();
    });

    it('are turned to another site only after it is said what follows from that', async () => {
      const { town } = given();
      const id = town.accounts.get('ebay') ?? 0;
      const path = `/api/marketplace/accounts/${id}`;
      await town.ask('POST', `${path}/verify`);
      const { settings } = await town.ask<AccountBody>('GET', path);
      const page = await given().at(`#/accounts/${id}`);
      const site = page.locator('[data-item="marketplace"]');
      await untilShows(site, 'Listings go to www.ebay.fr.');
      await site.getByRole('combobox').selectOption({ label: 'www.ebay.de' });
      const question = page.getByRole('dialog', { name: 'Change to www.ebay.de?' });
      await untilShows(question, 'Each site has policies of its own');
      await untilShows(question, 'What is live stays on www.ebay.fr');
      await question.getByRole('button', { name: 'Keep it as it is' }).click();
      expect(await site.getByRole('combobox').inputValue()).toBe('EBAY_FR');
      expect(await town.ask('GET', path)).toMatchObject({ settings });

      await site.getByRole('combobox').selectOption({ label: 'www.ebay.de' });
      await question.getByRole('button', { name: 'Change it' }).click();
      await untilShows(site, 'Listings go to www.ebay.de.');
      await untilShows(
        page.getByRole('main'),
        /(Choose one of your|Create a) shipping polic(ies|y) for www\.ebay\.de/,
      );
      expect(await town.ask('GET', path)).toMatchObject({ settings: { marketplace_id: 'EBAY_DE' } });
      await town.ask('PATCH', path, { settings });
      await town.ask('POST', `${path}/verify`);
      await page.context().close();
    });

    it('are connected on the marketplace’s own page, which leads back, and are disconnected and brought back', async () => {
      const { town } = given();
      const before = given().complaints.length;
      for (const name of ['third', 'fourth']) await town.control('etsy', 'POST', 'accounts', { name });
      const page = await given().at('#/accounts/new');
      await page.getByLabel('Marketplace').selectOption({ label: 'Etsy' });
      await page.getByRole('button', { name: 'Continue to Etsy' }).click();
      await page.getByRole('link', { name: 'Decline' }).click();
      await untilShows(page.getByRole('alert'), 'You declined, so nothing was connected.');

      await page.getByRole('link', { name: 'Connect an account' }).click();
      await page.getByLabel('Marketplace').selectOption({ label: 'Etsy' });
      await page.getByLabel('What you call it').fill('Third shop');
      await page.getByRole('button', { name: 'Continue to Etsy' }).click();
      await page.getByRole('link', { name: 'Allow as third' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Third shop Connected');
      await untilShows(page.getByRole('main'), 'The account is connected.');
      await untilShows(page.getByRole('heading', { level: 2, name: 'missing' }), '3 things missing');
      const { id } = await accountNamed('Third shop');

      await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
      const question = page.getByRole('dialog', { name: 'Disconnect Third shop?' });
      await question.getByRole('button', { name: 'Disconnect it' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Third shop Disconnected');
      expect(await accountNamed('Third shop')).toMatchObject({ id, status: 'disconnected' });

      await page.getByRole('button', { name: 'Continue to Etsy' }).click();
      await page.getByRole('link', { name: 'Allow as fourth' }).click();
      await untilShows(
        page.getByRole('alert'),
        'You were logged in at the marketplace with another account.',
      );
      await page.getByRole('button', { name: 'Continue to Etsy' }).click();
      await page.getByRole('link', { name: 'Allow as third' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Third shop Connected');
      await untilShows(page.getByRole('main'), 'The account is connected again.');
      expect(await accountNamed('Third shop')).toMatchObject({ id, status: 'connected' });
      expect(given().complaints.splice(before)).toEqual([]);
      await page.context().close();
    });

    async function accountNamed(name: string): Promise<AccountBody> {
      const { data } = await given().town.ask<{ data: (AccountBody & { name: string })[] }>(
        'GET',
        '/api/marketplace/accounts',
      );
      const found = data.find((account) => account.name === name);
      if (found === undefined) throw new Error(`there is no account ${name}`);
      return found;
    }
  });
}

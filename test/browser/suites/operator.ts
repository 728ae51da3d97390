import { describe, expect, it } from '@jest/globals';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** What an operator sees and does. */
export function operatorSuite(given: () => LookingGlass): void {
  describe('its view for operators', () => {
    it('pauses a marketplace for everybody with a reason that sellers read, and lets it go on', async () => {
      const page = await given().at('', { scope: 'admin' });
      await untilShows(page.getByRole('region', { name: 'Instances' }), 'Alive');
      await untilShows(page.getByRole('region', { name: 'Tenants' }), 'Tenant 2');
      const row = page.locator('[data-marketplace="ebay"]');
      await row.getByRole('button', { name: 'Pause eBay for everybody' }).click();
      const dialog = page.getByRole('dialog', { name: 'Pause eBay for everybody?' });
      const confirm = dialog.getByRole('button', { name: 'Pause', exact: true });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByLabel('Reason').fill('It is on fire.');
      await confirm.click();
      await untilShows(row, 'Paused It is on fire.');

      const { town } = given();
      const { data } = await town.ask<{ data: { id: number }[] }>('GET', '/api/products?limit=60');
      await town.ask('POST', '/api/marketplace/jobs', {
        marketplace: 'ebay',
        action_code: 'publish',
        product_id: data[55]?.id,
      });
      const seller = await given().at('');
      const lane = seller.locator(`[data-account="${town.accounts.get('ebay')}"]`);
      await untilShows(lane, 'eBay is paused for everybody: It is on fire, for');

      await row.getByRole('button', { name: 'Resume eBay for everybody' }).click();
      await untilShows(row, 'Open');
      await untilShows(lane, /0\/4 0/);
      await seller.context().close();
      await page.context().close();
    });

    it('is not for sellers, and theirs are not for operators', async () => {
      const seller = await given().at('#/admin');
      await untilShows(seller.getByRole('main'), 'There is nothing at this address.');
      const operator = await given().at('#/products', { scope: 'admin' });
      await untilShows(operator.getByRole('main'), 'There is nothing at this address.');
      await Promise.all([seller, operator].map((page) => page.context().close()));
    });
  });
}

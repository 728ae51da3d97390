import { describe, expect, it } from '@jest/globals';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** From a selection of products to listings. */
export function publishSuite(given: () => LookingGlass): void {
  describe('its publication', () => {
    it('shows what would happen before it is sent, and is followed to its end without a hand', async () => {
      const { town } = given();
      const page = await given().at('#/products?status=active');
      await page.locator('[data-product]').nth(40).waitFor();
      const rows = page.locator('[data-product]');
      // Not the newest, which came by the import before and has no pictures, and not the one that is too young.
      for (const place of [12, 13, 14]) await rows.nth(place).getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Publish or change…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Publish 3 products' });
      await untilShows(dialog, 'make 9 jobs');
      await dialog.getByRole('option', { name: 'Publish', selected: true }).waitFor({ state: 'attached' });
      expect(await town.ask('GET', '/api/batch-jobs')).toMatchObject({ data: [] });

      await dialog.getByRole('checkbox', { name: /Atelier ebay/ }).uncheck();
      await dialog.getByRole('button', { name: 'Publish: make 6 jobs' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Publish 6 jobs');
      await untilShows(page.locator('.feed'), 'Live');
      await untilShows(page.getByRole('heading', { level: 1 }), 'Done');
      await untilShows(
        page.getByRole('img', { name: /Jobs of batch \d+ on vinted: 3 done/ }).locator('..'),
        '3/3',
      );
      for (const marketplace of ['etsy', 'vinted']) {
        expect(await town.control(marketplace, 'GET', 'effects')).toMatchObject({
          live_listings: 3,
          listed_twice: 0,
        });
      }

      await page.goto(`${town.url}/#/products?status=active`);
      await untilShows(rows.nth(12), /Live Live/);
      await page.context().close();
    });

    it('may be for every product that is there, however many pages that are', async () => {
      const page = await given().at('#/products?status=active');
      await page.locator('[data-product]').nth(40).waitFor();
      await page.getByRole('checkbox', { name: 'Select all products of this page' }).check();
      const bar = page.getByRole('region', { name: 'Selection' });
      await untilShows(bar, '50 products');
      await bar.getByRole('button', { name: 'Select every active product' }).click();
      await bar.getByRole('button', { name: 'Publish or change…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Publish every active product' });
      // 61 on three marketplaces; the imported one lacks pictures everywhere.
      await untilShows(dialog, /make 1[67]\d jobs/);
      await untilShows(dialog, /DROP-1/);
      await page.keyboard.press('Escape');
      await page.context().close();
    });

    it('shows one job step by step, with how long each took and where the listing is', async () => {
      const page = await given().at('#/jobs?marketplace=vinted');
      await page.locator('[data-job] a').first().click();
      await untilShows(page.locator('[data-step="create_item"]'), /Create the item .* Done/);
      await untilShows(page.locator('[data-step="create_item"]'), /\d (ms|s)/);
      const link = page.getByRole('link', { name: 'Open the listing in a new tab' });
      expect(await link.getAttribute('href')).toMatch(/^http/);
      await untilShows(page.getByRole('region', { name: 'History' }), /Created .* Started .* Ended/);
      await page.context().close();
    });
  });
}

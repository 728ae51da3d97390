import { describe, it } from '@jest/globals';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** What somebody meets who has nothing yet. */
export function beginningSuite(given: () => LookingGlass): void {
  describe('its beginning', () => {
    it('leads somebody who has nothing step by step to the first publication', async () => {
      const page = await given().at('', { tenant: 2 });
      const steps = page.getByRole('region', { name: 'First steps' });
      await untilShows(steps, 'Where you sell: eBay or Etsy with a token, Vinted through your own browser.');
      await steps.getByRole('link', { name: 'Connect an account' }).click();
      await page.getByLabel('Marketplace').selectOption({ label: 'Vinted' });
      await page.getByLabel('What you call it').fill('My wardrobe');
      await page.getByLabel('Your number there').fill('4711');
      await page.getByRole('button', { name: 'Connect' }).click();
      const site = page.locator('[data-item="site"]');
      await untilShows(site, 'Choose the Vinted site this account belongs to.');
      await site.getByRole('combobox').selectOption('vinted.fr');
      await untilShows(site, 'Items go to vinted.fr.');

      await page.getByRole('link', { name: 'Overview' }).click();
      await untilShows(steps, 'Connect an account – done');
      await untilShows(page.getByRole('table', { name: 'The queue of each account' }), 'My wardrobe');
      await steps.getByRole('link', { name: 'Pair a browser' }).click();
      await page.getByRole('dialog', { name: 'Pair a browser' }).waitFor();
      await page.keyboard.press('Escape');

      await page.getByRole('link', { name: 'Overview' }).click();
      await steps.getByRole('link', { name: 'Add products' }).click();
      await page.getByRole('link', { name: 'Add one by hand' }).click();
      await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Coat');
      await page.getByLabel('SKU').fill('COAT-1');
      await page.getByLabel('Price').fill('20');
      await page.getByRole('button', { name: 'Add to the stock' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Coat Active');
      const places = page.getByRole('region', { name: 'Where it stands' });
      await untilShows(places, /things missing .*Vinted needs at least one picture\./);
      await page.getByRole('button', { name: 'Publish or change…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Publish 1 product' });
      await untilShows(dialog, 'What is refused is not sent.');
      await dialog.getByRole('button', { name: 'Publish: make 0 jobs' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Overview' }).click();
      await untilShows(steps, 'Add what you sell – done');
      await page.context().close();
    });
  });
}

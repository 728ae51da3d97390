import { describe, expect, it } from '@jest/globals';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

interface ProductBody {
  readonly id: number;
  readonly sku: string;
  readonly version: number;
  readonly made_year: number;
}

/** What goes wrong, what is waited for, and what is called off. */
export function troubleSuite(given: () => LookingGlass): void {
  describe('its troubles', () => {
    const tooYoung = async (): Promise<ProductBody> => {
      const { data } = await given().town.ask<{ data: ProductBody[] }>('GET', '/api/products?limit=200');
      const product = data.find(({ made_year: year }) => year === 2015);
      if (product === undefined) throw new Error('nothing is too young');
      return product;
    };

    it('are explained with what to do, and a retry goes on once that is done', async () => {
      const { town } = given();
      const product = await tooYoung();
      const batch = await town.ask<{ id: number }>('POST', '/api/batch-jobs', {
        marketplaces: ['etsy'],
        action_code: 'publish',
        product_ids: [product.id],
      });
      const page = await given().at(`#/batches/${batch.id}`);
      const causes = page.getByRole('region', { name: 'Why 1 job failed' });
      await untilShows(causes, /1 × .*Etsy takes second-hand goods only from 20 years of age: made 2015/);
      await causes.getByRole('link', { name: /Show/ }).click();
      expect(await page.evaluate('document.activeElement.id')).toBe('batch-jobs');
      await page.getByRole('link', { name: `Publish ${product.sku}` }).click();
      const reason = page.getByRole('region', { name: 'Why it failed' });
      await untilShows(reason, /You can put this right/);

      await reason.getByRole('link', { name: 'Edit the product' }).click();
      await untilShows(page.locator('[data-field="made_year"]'), 'Etsy takes second-hand goods only from');
      await page.getByLabel('Year it was made').fill('1980');
      await page.getByRole('button', { name: 'Save' }).click();
      const failed = page.getByRole('region', { name: 'Its latest jobs' }).locator('[data-job]').first();
      await untilShows(failed, 'Failed');
      await failed.getByRole('button', { name: 'Retry' }).click();
      await untilShows(failed, 'Done');
      expect(await town.ask('GET', `/api/products/${product.id}`)).toMatchObject({ made_year: 1980 });
      await page.context().close();
    });

    it('are a browser that is closed: what waits says so, and goes on when it is back', async () => {
      const { town } = given();
      const account = town.accounts.get('vinted') ?? 0;
      const page = await given().at('');
      const lane = page.locator(`[data-account="${account}"]`);
      await untilShows(lane, 'Browser online');
      town.plugin.stop();
      await untilShows(lane, 'Browser offline');

      const { data } = await town.ask<{ data: ProductBody[] }>('GET', '/api/products?limit=30');
      const products = data.slice(20, 22).map(({ id }) => id);
      const batch = await town.ask<{ id: number }>('POST', '/api/batch-jobs', {
        marketplaces: ['vinted'],
        action_code: 'publish',
        product_ids: products,
      });
      await untilShows(lane, /Waiting for the browser of Vinted account “Atelier vinted”, for \d+ s/);
      await untilShows(
        page.getByRole('region', { name: 'What needs you' }),
        'Vinted account “Atelier vinted” has no browser. 2 jobs wait for it. Open the browser with the StoFlow extension.',
      );
      await page.goto(`${town.url}/#/batches/${batch.id}`);
      await untilShows(page.getByRole('table'), 'Waiting for the browser of Vinted account');
      await town.plugin.start();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Done');
      await page.goto(`${town.url}/#/`);
      await untilShows(lane, 'Browser online');
      await page.context().close();
    });

    it('are called off: a paused account waits, its batch is cancelled after a question, and the account goes on', async () => {
      const { town } = given();
      const account = town.accounts.get('ebay') ?? 0;
      const page = await given().at('');
      const lane = page.locator(`[data-account="${account}"]`);
      await lane.getByRole('button', { name: /Pause/ }).click();
      await untilShows(lane, 'Paused');
      const { data } = await town.ask<{ data: ProductBody[] }>('GET', '/api/products?limit=40');
      const batch = await town.ask<{ id: number }>('POST', '/api/batch-jobs', {
        marketplaces: ['ebay'],
        action_code: 'publish',
        product_ids: data.slice(30, 34).map(({ id }) => id),
      });
      await untilShows(lane, 'eBay account “Atelier ebay” is paused');

      await page.goto(`${town.url}/#/batches/${batch.id}`);
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: `Cancel batch ${batch.id}?` });
      await untilShows(dialog, '4 waiting jobs are cancelled at once');
      await dialog.getByRole('button', { name: 'Cancel the batch' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Cancelled');
      await untilShows(page.getByRole('img', { name: /4 cancelled/ }).locator('..'), '4/4');

      await page.goto(`${town.url}/#/`);
      await lane.getByRole('button', { name: /Resume/ }).click();
      await untilShows(lane, 'Connected');
      expect(await town.control('ebay', 'GET', 'effects')).toMatchObject({ live_listings: 0 });
      await page.context().close();
    });
  });
}

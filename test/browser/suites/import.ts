import { describe, expect, it } from '@jest/globals';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

const CSV = [
  'sku,title,price,currency',
  'DROP-1,Dropped coat,10.00,EUR',
  'DROP-2,Dropped hat,cheap,EUR',
  '',
].join('\n');

/** Products from a file. */
export function importSuite(given: () => LookingGlass): void {
  describe('its import', () => {
    it('takes a file that is dropped, and says which rows it could not take', async () => {
      const page = await given().at('#/products');
      await page.getByRole('heading', { name: 'Products' }).waitFor();
      const transfer = await page.evaluateHandle(
        `(() => { const transfer = new DataTransfer();
                  transfer.items.add(new File([${JSON.stringify(CSV)}], 'stock.csv', { type: 'text/csv' }));
                  return transfer; })()`,
      );
      await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer });
      const dialog = page.getByRole('dialog', { name: 'Import' });
      await untilShows(dialog, '1 new product, 0 changed ones, 1 row refused.');
      expect(await dialog.getByRole('row').nth(1).innerText()).toMatch(/DROP-2\s+price/);
      await dialog.getByRole('button', { name: 'Good' }).click();
      await untilShows(page.getByRole('row').nth(1), 'DROP-1');

      await page.getByLabel('Title or brand begins with').fill('dropped');
      await untilShows(page.getByRole('table'), 'DROP-1');
      await page.locator('[data-product]').nth(1).waitFor({ state: 'detached' });
      await page.context().close();
    });
  });
}

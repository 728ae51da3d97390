import { describe, expect, it } from '@jest/globals';
import { answering } from '../support/answering.ts';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

interface ProductBody {
  readonly id: number;
  readonly version: number;
}

/** Products that are made and changed by hand. */
export function productsSuite(given: () => LookingGlass): void {
  describe('its products', () => {
    it('are made by hand: what is wrong is said at its field, which has the focus', async () => {
      const { town } = given();
      const before = given().complaints.length;
      const page = await given().at('#/products');
      await page.getByRole('link', { name: 'New product' }).click();
      await page.getByLabel('SKU', { exact: true }).fill('HAND MADE');
      await page.getByLabel('Price', { exact: true }).fill('cheap');
      await page.getByLabel('Quantity', { exact: true }).fill('one');
      await page.getByLabel('Pictures', { exact: true }).fill('https://pictures.example/1.jpg\nmy cupboard');
      await page.getByRole('button', { name: 'Add to the stock' }).click();
      await untilShows(page.locator('[data-field="title"]'), 'Fill this in.');
      await untilShows(page.locator('[data-field="sku"]'), 'Must have 1 to 50 letters, digits, - or _.');
      await untilShows(page.locator('[data-field="price"]'), 'Must be above 0');
      await untilShows(page.locator('[data-field="quantity"]'), 'Must be an integer number.');
      await untilShows(page.locator('[data-field="pictures"]'), 'Line 2: Must be a URL address.');
      expect(await page.evaluate('document.activeElement.labels[0].innerText')).toBe('Title');
      expect(await page.getByLabel('Title', { exact: true }).getAttribute('aria-invalid')).toBe('true');

      await page.getByLabel('Title', { exact: true }).fill('Robe en lin faite main');
      await page.getByLabel('SKU', { exact: true }).fill('HAND-1');
      await page.getByLabel('Price', { exact: true }).fill('40,5');
      await page.getByLabel('Quantity', { exact: true }).fill('2');
      await page.getByLabel('Pictures', { exact: true }).fill('');
      await page.getByLabel('SKU', { exact: true }).press('Enter');
      await untilShows(page.getByRole('heading', { level: 1 }), 'Robe en lin faite main Active');
      const { data } = await town.ask<{ data: unknown[] }>('GET', '/api/products?sku=HAND-1');
      expect(data).toMatchObject([
        { price: '40.50', currency: 'EUR', quantity: 2, brand: null, pictures: [] },
      ]);
      await untilShows(page.locator('[data-field="pictures"]'), 'Etsy needs at least one picture.');
      // The browser itself writes refused requests to the console; this one was wanted.
      expect(given().complaints.splice(before)).toEqual([expect.stringContaining('400')]);
      await page.context().close();
    });

    it('are never overwritten unseen: who saves later is told what has changed meanwhile', async () => {
      const { town } = given();
      const before = given().complaints.length;
      const [product] = (await town.ask<{ data: ProductBody[] }>('GET', '/api/products?sku=HAND-1')).data;
      if (product === undefined) throw new Error('the product was not made');
      const path = `/api/products/${product.id}`;
      const page = await given().at(`#/products/${product.id}`);
      await page.getByLabel('Title', { exact: true }).fill('Robe en lin, cousue main');
      await page.getByLabel('Price', { exact: true }).fill('45');
      await page.getByLabel('Brand', { exact: true }).fill('Anouk');
      const jobs = page.getByRole('link', { name: 'Jobs', exact: true });
      expect(await answering(page, 'stay', () => jobs.click())).toContain('not saved');
      expect(await page.getByLabel('Brand', { exact: true }).inputValue()).toBe('Anouk');
      const other = { version: product.version, price: '38.00', colour: 'écru', title: 'Robe en lin' };
      await town.ask('PATCH', path, other);
      await page.getByRole('button', { name: 'Save' }).click();

      const note = page.getByRole('alert');
      await untilShows(note, 'Not saved: somebody else changed this product meanwhile.');
      await untilShows(note, 'Colour: shown as it is now. You both changed Title, Price');
      expect(await page.getByLabel('Colour', { exact: true }).inputValue()).toBe('écru');
      expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(
        'Robe en lin, cousue main',
      );
      expect(await town.ask('GET', path)).toMatchObject({
        ...other,
        brand: null,
        version: product.version + 1,
      });

      await page.getByRole('button', { name: 'Take theirs for Price' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await untilShows(page.locator('.toasts'), 'Saved.');
      await untilShows(page.getByRole('heading', { level: 1 }), 'Robe en lin, cousue main');
      expect(await town.ask('GET', path)).toMatchObject({
        title: 'Robe en lin, cousue main',
        price: '38.00',
        colour: 'écru',
        brand: 'Anouk',
        version: product.version + 2,
      });
      expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
      expect(given().complaints.splice(before)).toEqual([expect.stringContaining('412')]);
      await page.context().close();
    });

    it('say what single marketplaces ask for, to which what is missing leads', async () => {
      const { town } = given();
      const [product] = (await town.ask<{ data: ProductBody[] }>('GET', '/api/products?sku=HAND-1')).data;
      if (product === undefined) throw new Error('the product was not made');
      const path = `/api/products/${product.id}`;
      const stored = {
        sleeve_length: 'long',
        washed: true,
        ebay_aspects: ['Saison: Hiver'],
        vinted_size_id: 'M',
      };
      await town.ask('PATCH', path, { version: product.version, attributes: stored });
      const page = await given().at(`#/products/${product.id}`);
      const places = page.getByRole('region', { name: 'Where it stands' });
      await places.getByRole('button', { name: 'eBay needs a category.' }).click();
      const focused = (): Promise<unknown> => page.evaluate('document.activeElement.labels?.[0]?.innerText');
      expect(await focused()).toBe('Category');
      await untilShows(
        page.locator('[data-field="condition"]'),
        'new with tags, new without tags, very good',
      );
      // What is in the way stands open; what nobody misses is folded.
      await untilShows(page.locator('[data-field="attributes.vinted_size_id"]'), 'sizes are numbers');
      expect(await page.getByLabel('EAN').isVisible()).toBe(false);
      await places.getByRole('button', { name: /sizes are numbers/ }).click();
      expect(await focused()).toBe('Vinted size number');

      await page.getByLabel('Vinted size number').fill('1723');
      // What is being corrected does not fold under somebody's hands.
      expect(await page.getByLabel('Vinted size number').isVisible()).toBe(true);
      await page.getByText('Only for eBay').click();
      await page.getByLabel('eBay item specifics').fill('Saison: Hiver\nStyle: Droit');
      await page.getByText('Only for Etsy').click();
      await page.getByLabel('Who made it').selectOption({ label: 'A member of my shop' });
      await page.getByLabel('Craft supply').selectOption({ label: 'No' });
      await page.getByRole('button', { name: 'Save' }).click();
      await untilShows(page.locator('.toasts'), 'Saved.');
      expect(await town.ask('GET', path)).toMatchObject({
        attributes: {
          sleeve_length: 'long',
          washed: true,
          ebay_aspects: ['Saison: Hiver', 'Style: Droit'],
          vinted_size_id: 1723,
          etsy_who_made: 'collective',
          etsy_is_supply: false,
        },
      });
      await places.getByRole('button', { name: /sizes are numbers/ }).waitFor({ state: 'detached' });
      await page.goto(`${town.url}/#/products/${product.id}?field=attributes.vinted_size_id`);
      await page.waitForFunction("document.activeElement.labels?.[0]?.innerText === 'Vinted size number'");
      await page.context().close();
    });

    it('are sent anew where they are live, once that is wanted', async () => {
      const { town } = given();
      const { data } = await town.ask<{ data: { product_id: number }[] }>(
        'GET',
        '/api/listings?status=live&limit=200',
      );
      const product = data.at(-1)?.product_id;
      const page = await given().at(`#/products/${product}`);
      await untilShows(page.getByRole('region', { name: 'Where it stands' }), 'Live');
      await page.getByLabel('Price', { exact: true }).fill('31');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: 'Update the listings' }).click();
      const dialog = page.getByRole('dialog', { name: 'Update 1 product' });
      await dialog.getByRole('button', { name: /^Update: make \d jobs?$/ }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), /Update \d jobs? Done/);
      await page.context().close();
    });

    it('are removed after a question', async () => {
      const { town } = given();
      const page = await given().at('#/products?q=robe%20en%20lin');
      await page.getByRole('link', { name: 'HAND-1' }).click();
      await page.getByRole('button', { name: 'Remove' }).click();
      await page
        .getByRole('dialog', { name: 'Remove HAND-1?' })
        .getByRole('button', { name: 'Remove it' })
        .click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Products');
      expect(await town.ask('GET', '/api/products?sku=HAND-1')).toMatchObject({ data: [] });
      await page.context().close();
    });
  });
}

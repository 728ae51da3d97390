import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { answering } from '../support/answering.ts';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** After which steps back that are under way have come to an end. */
const SETTLED_MS = 500;

/** The browser tells where it stands later than the page itself, which may still be on its way back. */
const untilBack = (page: Page, address: string): Promise<unknown> =>
  waitFor(async () => (await page.evaluate('location.href')) === address, {
    what: `${address} to be there again`,
  });

/** What somebody typed and has not saved. */
export function leavingSuite(given: () => LookingGlass): void {
  /** Opens a product by way of the overview and the list, so that there is something to go back to. */
  const atProduct = async (): Promise<Page> => {
    const page = await given().at('');
    await page.getByRole('link', { name: 'Products', exact: true }).click();
    await page.locator('[data-product]').first().getByRole('link').first().click();
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
    return page;
  };

  describe('what is typed into it', () => {
    it('is lost by no way out of the form unless one says so', async () => {
      const page = await atProduct();
      const heading = page.getByRole('heading', { level: 1 });
      const title = page.getByRole('textbox', { name: 'Title' });
      const here = page.url();
      await page.getByRole('link', { name: 'Jobs', exact: true }).click();
      await untilShows(heading, 'Jobs');
      // Without anything to lose nobody is asked: a question that nobody answers would be refused here.
      await page.evaluate('history.back()');
      await title.fill('Half a title');

      const ways = [
        () => page.evaluate('history.back()'),
        () => page.evaluate('history.go(-2)'),
        () => page.evaluate('history.forward()'),
        () => page.getByRole('button', { name: 'Sign out' }).click(),
        () => page.getByRole('link', { name: 'Batches', exact: true }).click(),
      ];
      for (const way of ways) {
        expect(await answering(page, 'stay', way)).toContain('not saved');
        await untilBack(page, here);
        expect(await title.inputValue()).toBe('Half a title');
      }

      await answering(page, 'leave', () => page.evaluate('history.back()'));
      await untilShows(heading, 'Products');
      // Whoever was brought back stands in the history where they stood before.
      await page.evaluate('history.back()');
      await untilShows(heading, 'Overview');
      await page.context().close();
    });

    it('is asked about as soon as it is typed', async () => {
      const page = await atProduct();
      const here = page.url();
      const typing = `const title = document.querySelector('[data-field=title] input');
                      title.value = 'Half a title';
                      title.dispatchEvent(new Event('input', { bubbles: true }));`;
      await answering(page, 'stay', () => page.evaluate(`(() => { ${typing} history.back(); })()`));
      await untilBack(page, here);
      await page.context().close();
    });

    it('is kept for somebody who goes on while being brought back, and can be left afterwards', async () => {
      const page = await atProduct();
      const title = page.getByRole('textbox', { name: 'Title' });
      await title.fill('Half a title');
      // One more step back, before the page has brought anybody anywhere. Where that leads to is the browser's choice.
      await page.evaluate(`globalThis.asked = 0;
                           globalThis.confirm = () => {
                             globalThis.asked += 1;
                             if (globalThis.asked === 1) setTimeout(() => history.back());
                             return false;
                           };
                           history.back();`);
      await waitFor(() => page.evaluate('globalThis.asked > 0'), { what: 'a question' });
      await delay(SETTLED_MS);
      expect(await title.inputValue()).toBe('Half a title');
      await page.evaluate('globalThis.confirm = () => true');
      await page.getByRole('link', { name: 'Batches', exact: true }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Batches');
      await page.context().close();
    });
  });
}

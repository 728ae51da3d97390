import { describe, expect, it } from '@jest/globals';
import { answering } from '../support/answering.ts';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** What somebody typed and has not saved. */
export function leavingSuite(given: () => LookingGlass): void {
  describe('what is typed into it', () => {
    it('is lost by no way out of the form unless one says so', async () => {
      const page = await given().at('');
      const heading = page.getByRole('heading', { level: 1 });
      await page.getByRole('link', { name: 'Products', exact: true }).click();
      await page.locator('[data-product]').first().getByRole('link').first().click();
      const title = page.getByRole('textbox', { name: 'Title' });
      await title.waitFor();
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
        await page.waitForURL(here);
        expect(await title.inputValue()).toBe('Half a title');
      }

      await answering(page, 'leave', () => page.evaluate('history.back()'));
      await untilShows(heading, 'Products');
      // Whoever was brought back stands in the history where they stood before.
      await page.evaluate('history.back()');
      await untilShows(heading, 'Overview');
      await page.context().close();
    });
  });
}

import { describe, expect, it } from '@jest/globals';
import { issueTestToken } from '../../support/tokens.ts';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** Coming in and going out. */
export function doorSuite(given: () => LookingGlass): void {
  describe('its door', () => {
    it('lets nobody in without a token, says why a token is not good, and lets in with a good one', async () => {
      const page = await given().at('#/jobs', { scope: false });
      const field = page.getByLabel('Access token');
      await field.fill('open sesame');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await untilShows(page.getByRole('alert'), 'not a token');

      await field.fill(await issueTestToken({ ttlSeconds: 3600 }));
      await field.press('Enter');
      await untilShows(page.getByRole('heading', { level: 1 }), 'Jobs');
      await page.reload();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Jobs');

      await page.getByRole('button', { name: 'Sign out' }).click();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Sign in');
      await page.reload();
      await untilShows(page.getByRole('heading', { level: 1 }), 'Sign in');
      await page.context().close();
    });

    it('says what the server says of a token that has expired', async () => {
      const page = await given().at('', { scope: false });
      const before = given().complaints.length;
      await page.getByLabel('Access token').fill(await issueTestToken({ ttlSeconds: -60 }));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await untilShows(page.getByRole('alert'), 'has expired');
      // The browser itself writes refused requests to the console; this one was wanted.
      expect(given().complaints.splice(before)).toEqual([expect.stringContaining('401')]);
      await page.context().close();
    });
  });
}

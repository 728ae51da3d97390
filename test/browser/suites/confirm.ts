import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../../support/wait-for.ts';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

interface Effects {
  readonly accounts: readonly {
    readonly live_listings: readonly { readonly listing_id: string | number }[];
  }[];
}

/** What a person is asked. */
export function confirmSuite(given: () => LookingGlass): void {
  describe('its questions', () => {
    it('are counted in the menu, explain what each answer leads to, and are gone once answered', async () => {
      const { town } = given();
      const effects = await town.control<Effects>('etsy', 'GET', 'effects');
      const listing = effects.accounts[0]?.live_listings[0]?.listing_id;
      await town.control('etsy', 'POST', `listings/${listing}/end`, { sold: false });
      const job = await town.ask<{ id: number }>('POST', '/api/marketplace/jobs', {
        marketplace: 'etsy',
        action_code: 'sync',
      });
      await waitFor(
        async () => (await town.ask('GET', `/api/marketplace/jobs/${job.id}`))['status'] === 'completed',
        { what: 'the sync is completed' },
      );
      const page = await given().at('');
      await untilShows(
        page.getByRole('region', { name: 'What needs you' }),
        '1 question about your listings',
      );
      await untilShows(page.getByRole('link', { name: /To confirm/ }), '1');
      await page.getByRole('link', { name: 'Answer' }).click();
      const question = page.locator('[data-pending]');
      await untilShows(question, /Ended on the marketplace|Listing not found/);
      const answer = question.getByRole('button', { name: /Leave it ended|It has ended/ });
      await answer.click();
      await untilShows(page.getByRole('main'), 'No open questions.');
      expect(await town.ask('GET', '/api/pending-actions?status=confirmed')).toMatchObject({
        data: [{ status: 'confirmed', decided_by: 'tester' }],
      });
      await page.context().close();
    });
  });
}

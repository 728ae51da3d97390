import { describe, expect, it } from '@jest/globals';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

interface Entity {
  readonly id: number;
}

/** How changes become known. */
export function freshnessSuite(given: () => LookingGlass): void {
  describe('its freshness', () => {
    it('does without the stream of events while there is none, says when nobody answers, and takes it up again', async () => {
      const { town } = given();
      const before = given().complaints.length;
      const page = await given().at('#/jobs?status=paused', { blocked: '**/api/events' });
      const mark = page.locator('.feed');
      await untilShows(mark, 'Every 2 s');
      const { data } = await town.ask<{ data: Entity[] }>('GET', '/api/products?limit=60');
      const job = await town.ask<Entity>('POST', '/api/marketplace/jobs', {
        marketplace: 'ebay',
        action_code: 'publish',
        product_id: data[50]?.id,
        run_at: '2090-01-01T00:00:00Z',
      });
      await town.ask('POST', `/api/marketplace/jobs/${job.id}/pause`);
      const row = page.locator(`[data-job="${job.id}"]`);
      await untilShows(row, 'Paused');

      await page.context().setOffline(true);
      await untilShows(mark, 'No answer');
      await page.unroute('**/api/events');
      await page.context().setOffline(false);
      await untilShows(mark, 'Live');
      await town.ask('POST', `/api/marketplace/jobs/${job.id}/cancel`);
      await row.waitFor({ state: 'detached' });
      await page.context().close();
      // The browser itself writes to the console what it could not reach.
      const written = given().complaints.splice(before);
      expect(written.filter((line) => !line.includes('net::ERR_'))).toEqual([]);
    });
  });
}

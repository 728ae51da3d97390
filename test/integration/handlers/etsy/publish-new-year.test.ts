import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

/** A clock for which the new year has begun, while Etsy's has not. */
class NextYear extends SystemClock {
  override now(): Date {
    const now = super.now();
    return new Date(Date.UTC(now.getUTCFullYear() + 1, 0, 1, 0, 0, 1));
  }
}

describe('publishing on Etsy around New Year', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it.each(['text', 'list'] as const)(
    'takes the era from Etsy’s refusal (%s) where ours is not one of Etsy’s yet, and stays with it',
    async (shape) => {
      await bench.control('PUT', 'options', { refusal_shape: shape });
      const year = new Date().getUTCFullYear();
      // The era of the youngest vintage year is cut at that year, so its name changes every January.
      const shop = await bench.seller({ madeYear: year - 20 }, {}, new NextYear());
      const report = await shop.job().run();
      expect(report.status).toBe('completed');
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
      const sent = bench.proxy.calls
        .filter(({ method, path }) => method === 'POST' && path.endsWith('/listings'))
        .map(({ body }) => new URLSearchParams(body.toString()).get('when_made'));
      expect(sent).toHaveLength(2);
      expect(sent[0]).not.toBe(sent[1]);
      // Nothing was sent to correct an era that Etsy has taken: the one update makes it live.
      expect((await shop.effects()).calls['updateListing']).toBe(1);
    },
  );

  it('is refused with the seller’s field where the piece is not vintage by Etsy’s year yet', async () => {
    await bench.control('PUT', 'options', { refusal_shape: 'text' });
    const year = new Date().getUTCFullYear();
    const shop = await bench.seller({ madeYear: year - 19 }, {}, new NextYear());
    const report = await shop.job().run();
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ actor: 'seller', fields: [{ field: 'made_year' }] });
    expect(await shop.outcome()).toMatchObject({ live: 0, orphan_drafts: 0 });
  });
});

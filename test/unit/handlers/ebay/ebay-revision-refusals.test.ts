import { describe, expect, it } from '@jest/globals';
import { ebayCallError } from '../../../../src/handlers/ebay/ebay-errors.ts';
import type { EbayCallError } from '../../../../src/handlers/ebay/ebay-errors.ts';
import { untilNextPacificDay } from '../../../../src/handlers/ebay/next-pacific-day.ts';

const MINUTE = 60_000;
const refusal = (errorId: number, message: string, status = 400): EbayCallError =>
  ebayCallError(
    { status, headers: new Headers(), text: JSON.stringify({ errors: [{ errorId, message }] }) },
    { effect: 'repeatable', limit: 'application' },
    // 15:30 in California.
    Date.parse('2026-07-01T22:30:00Z'),
  );

describe('a revision that eBay refuses', () => {
  it('waits for the next day in California, at no cost, where the listing was revised too often', () => {
    const { failure, verdict } = refusal(25019, 'Cannot revise listing. Revised more than 250 times today.');
    expect(failure).toMatchObject({ code: 'ebay.revisions_used_up', actor: 'marketplace' });
    expect(verdict).toEqual({
      kind: 'repeat',
      options: { afterMs: (510 + 61) * MINUTE, costsAttempt: false },
    });
  });

  it.each([25038, 25039, 25040])('is for good where there are bids or the end is near (%d)', (errorId) => {
    const { failure, verdict } = refusal(errorId, 'The item has a bid');
    expect(verdict).toEqual({ kind: 'refused' });
    expect(failure).toMatchObject({ code: 'ebay.not_revisable', actor: 'seller' });
    expect(failure.message).toMatch(/bids or offers/);
  });

  it('is for good for every other reason, and repeated where somebody else writes', () => {
    expect(refusal(25019, 'Cannot revise listing. The item was removed.').verdict).toEqual({
      kind: 'refused',
    });
    expect(refusal(25025, 'Concurrent access', 500).verdict).toMatchObject({ kind: 'repeat' });
  });

  it('never comes back before midnight in California, whatever the clocks do', () => {
    const day = (ms: number): string =>
      new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(ms);
    for (const start of ['2026-03-08T08:30:00Z', '2026-11-01T07:30:00Z', '2026-11-02T07:59:59Z']) {
      const now = Date.parse(start);
      expect(day(now + untilNextPacificDay(now))).not.toBe(day(now));
    }
  });
});

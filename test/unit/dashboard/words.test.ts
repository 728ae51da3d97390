import { describe, expect, it } from '@jest/globals';
import { causesOf } from '../../../src/dashboard/page/views/batches/error-causes.ts';
import { accountsInNeed } from '../../../src/dashboard/page/views/overview/attention-items.ts';
import type { Looked } from '../../../src/dashboard/page/views/overview/attention-items.ts';
import { durationText, longText } from '../../../src/dashboard/page/words/time.ts';
import { waitingSentence, waitingTime } from '../../../src/dashboard/page/words/waiting.ts';

const NOW = new Date('2026-01-05T12:00:00.000Z');
const before = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();

describe('what the page says', () => {
  it.each([
    [0, '0 ms', '0 s'],
    [420, '420 ms', '0 s'],
    [3240, '3.2 s', '3 s'],
    [59_400, '59 s', '59 s'],
    [59_600, '1 min', '1 min'],
    [185_000, '3 min', '3 min'],
    [7_500_000, '2 h 5 min', '2 h 5 min'],
    [180_000_000, '2 d 2 h', '2 d 2 h'],
    [-5, '0 ms', '0 s'],
  ])('of %d ms is how people say it', (ms, exact, whole) => {
    expect(durationText(ms)).toBe(exact);
    expect(longText(ms)).toBe(whole);
  });

  it('of a wait is what for and since when, or until when', () => {
    const waiter = { title: 'Shop', account: { name: 'Main' } };
    const plugin = { reason: 'plugin', message: 'open it', since: before(185), until: null };
    expect(waitingSentence(waiter, plugin)).toBe('Waiting for the browser of Shop account “Main”');
    expect(waitingTime(plugin, NOW)).toBe('for 3 min');
    const rate = { reason: 'rate', message: '', since: before(5), until: before(-12) };
    expect(waitingSentence(waiter, rate)).toBe('Shop asked to slow down');
    expect(waitingTime(rate, NOW)).toBe('12 s left');
    expect(waitingTime({ ...rate, until: before(1) }, NOW)).toBe('any moment');
    const paused = { reason: 'marketplace', message: 'shop is paused for everybody. Reason: Fire.' };
    expect(waitingSentence(waiter, { ...paused, since: null, until: null })).toBe(
      'Shop is paused for everybody: Fire',
    );
    const unheard = { reason: 'of_the_future', message: 'Something new.', since: null, until: null };
    expect(waitingSentence(waiter, unheard)).toBe('Something new');
    expect(waitingTime(unheard, NOW)).toBe('');
  });

  it('of failures is one cause for what is retried together', () => {
    const group = (code: string, message: string, jobs: number) => ({
      code,
      message,
      marketplace: 'shop',
      jobs,
    });
    expect(causesOf([group('a.b', 'one', 3), group('c.d', 'two', 4), group('a.b', 'three', 2)])).toEqual([
      {
        marketplace: 'shop',
        code: 'a.b',
        jobs: 5,
        messages: [
          { text: 'one', jobs: 3 },
          { text: 'three', jobs: 2 },
        ],
      },
      { marketplace: 'shop', code: 'c.d', jobs: 4, messages: [{ text: 'two', jobs: 4 }] },
    ]);
  });

  describe('of accounts that need somebody', () => {
    const looked = (changes: Partial<Looked['accounts'][number]>, lane: object, state?: string): Looked => ({
      accounts: [
        {
          id: 3,
          marketplace: 'shop',
          name: 'Main',
          external_id: 'x',
          status: 'connected',
          connection: 'connected',
          status_reason: null,
          settings: {},
          checklist: [],
          verified_at: null,
          ...changes,
        },
      ],
      devices:
        state === undefined
          ? []
          : [
              {
                id: 1,
                name: 'Laptop',
                status: 'paired',
                online: true,
                accounts: [{ account_id: 3, state: state as 'no_tab', since: before(9) }],
                browser: null,
                plugin_version: null,
                last_seen_at: null,
              },
            ],
      lanes: [
        {
          account_id: 3,
          marketplace: 'shop',
          max_running: 1,
          jobs: { running: 0, due: 2, scheduled: 0, paused: 0 },
          oldest_due_at: before(9),
          waiting_for: null,
          ...lane,
        },
      ],
      titleOf: () => 'Shop',
    });
    const needs = (...given: Parameters<typeof looked>): string =>
      accountsInNeed(looked(...given))
        .map(({ text, todo }) => `${text} ${todo}`)
        .join();
    const byBrowser = { waiting_for: { reason: 'plugin', message: '', since: null, until: null } };

    it('is nothing where all is well', () => {
      expect(needs({}, {})).toBe('');
    });

    it('is what to do about a lost connection, a check, a browser, and what is missing', () => {
      const called = 'Shop account “Main”';
      const waits = '2 jobs wait for it.';
      expect(needs({ connection: 'needs_reauth' }, {})).toBe(
        `${called} must be connected again. ${waits} Give it a new token.`,
      );
      expect(needs({ connection: 'challenge' }, {})).toMatch(/wants to see a person. .* Solve its check/);
      expect(needs({}, byBrowser)).toBe(
        `${called} has no browser. ${waits} Pair the browser in which you are logged in there.`,
      );
      expect(needs({}, byBrowser, 'ready')).toMatch(/Open the browser with the StoFlow extension/);
      expect(needs({}, byBrowser, 'no_tab')).toMatch(/Open a tab of the marketplace/);
      const missing = { code: 'policy', ok: false, message: 'Choose a policy.', blocks: true };
      expect(needs({ checklist: [missing] }, {})).toBe(`${called} is not ready. ${waits} Choose a policy.`);
    });
  });
});

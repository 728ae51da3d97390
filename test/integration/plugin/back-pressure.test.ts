import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { resultOf } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

const LARGE = 'x'.repeat(200_000);
const MEGABYTE = 1024 * 1024;

describe('back-pressure', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    world.cutAll();
    await world.untilSessions(0);
  });
  afterAll(() => world.close());

  it('leaves with the sender what it sends faster than it is dealt with', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    const blocker = new Client({ connectionString: world.database.url });
    await blocker.connect();
    await blocker.query('begin; lock table user_1.marketplace_tasks in access exclusive mode');
    for (let n = 0; n < 200; n += 1) {
      const stranger = { command_id: crypto.randomUUID(), attempt: 1 };
      browser.report(resultOf(stranger, { status: 'done', data: { LARGE } }));
    }
    let seen = -1;
    let looks = 0;
    const settled = await waitFor(
      () => {
        looks = browser.unsent === seen ? looks + 1 : 0;
        seen = browser.unsent;
        return looks === 20 ? seen : undefined;
      },
      { what: 'nothing more to be taken' },
    );
    expect(settled).toBeGreaterThan(20 * MEGABYTE);
    await blocker.query('rollback');
    await blocker.end();
    // Nothing was lost by waiting.
    await browser.next('acknowledged', 200);
    expect(browser.connected).toBe(true);
  });

  it('holds no more than a megabyte for a browser that reads nothing, and lets it go', async () => {
    const deaf = await world.browser();
    await world.untilHolds();
    deaf.stopReading();
    const odd = { marketplace: 1, user_id: 2, state: 3 };
    const nonsense = JSON.stringify({ type: 'accounts', accounts: Array.from({ length: 50 }, () => odd) });
    for (let n = 0; n < 990; n += 1) deaf.send(nonsense);
    await world.untilSessions(0);
    const other = await world.browser();
    await world.until(await world.publish(), 'completed');
    expect(other.of('command')).toHaveLength(2);
  });
});

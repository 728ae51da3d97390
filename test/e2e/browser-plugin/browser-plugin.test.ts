import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { BrowserPluginWorld } from '../../support/browser-plugin/browser-plugin-world.ts';
import { describeInChromium } from '../../support/chromium.ts';

/** Everything that a piece with one picture costs. */
const PUBLISHED = { uploadPhoto: 1, createItem: 1 };

describeInChromium('the reference extension in a real browser', () => {
  let world: BrowserPluginWorld;

  beforeAll(async () => (world = await BrowserPluginWorld.open()), 60_000);
  beforeEach(() => world.beginCounting());
  afterAll(() => world?.close());

  it('publishes, changes and deletes, each in one step', async () => {
    const { seller } = world;
    const product = await seller.product();

    await expect(seller.have('publish', product)).resolves.toBe('completed');
    await seller.changePrice(product, '12.50');
    await expect(seller.have('update', product)).resolves.toBe('completed');
    await expect(world.livePrices()).resolves.toEqual([12.5]);
    await expect(seller.have('delete', product)).resolves.toBe('completed');

    await expect(world.livePrices()).resolves.toEqual([]);
    await expect(world.writes()).resolves.toEqual({ ...PUBLISHED, updateItem: 1, deleteItem: 1 });
  });

  it('looks up what it is asked for', async () => {
    const { seller } = world;
    await seller.have('publish', await seller.product());
    const { accounts } = await world.effects();
    await world.control('POST', `items/${accounts[0].live_listings[0].item_id}/sell`);

    for (const action of ['check_connection', 'sync', 'sync_orders', 'import']) {
      await expect(seller.have(action)).resolves.toBe('completed');
    }
  });

  it('waits for a tab', async () => {
    await world.browser.closeTabs();
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.seller.untilWaits(job, 'plugin');
    await expect(world.writes()).resolves.toEqual({});

    await world.browser.openTab();

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it('goes on where its worker was ended while an item was being made', async () => {
    await world.answerLate('createItem');
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.untilAsked('createItem');

    await world.browser.stopWorker();

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it('goes on where worker and page were ended while an item was being made', async () => {
    await world.answerLate('createItem');
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.untilAsked('createItem');

    await world.browser.stopWorker();
    await world.browser.reloadTabs();

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it.each(['uploadPhoto', 'createItem'])('goes on where its socket was cut during %s', async (operation) => {
    await world.answerLate(operation);
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.untilAsked(operation);

    world.cutConnections();

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it('stops at a challenge until the seller has solved it', async () => {
    await world.answerLate('uploadPhoto');
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.untilAsked('uploadPhoto');
    await world.control('POST', `accounts/${world.member.user_id}/challenge`);
    await world.seller.untilWaits(job, 'challenge');
    await expect(world.writes()).resolves.toEqual({ uploadPhoto: 1 });

    await world.control('POST', `accounts/${world.member.user_id}/solve`);
    await world.browser.reloadTabs();

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it('rests where the site asks for it', async () => {
    await world.strike({ operation: 'createItem', fault: 'rate_limited', retry_after: 1 });

    const job = await world.seller.ask('publish', await world.seller.product());
    await world.seller.untilWaits(job, 'rate');

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual({ uploadPhoto: 1, createItem: 2 });
  });

  it('does nothing while the seller has stopped the account', async () => {
    await world.browser.stopAccount(true);
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.seller.untilWaits(job, 'plugin');
    await expect(world.writes()).resolves.toEqual({});

    await world.browser.stopAccount(false);

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it('does nothing in the name of somebody else', async () => {
    const other = await world.control('POST', 'accounts', { login: 'paul.vintage' });
    await world.control('PUT', `sessions/${world.member.session}`, { user_id: other.json.user_id });
    const job = await world.seller.ask('publish', await world.seller.product());
    await world.seller.untilWaits(job, 'reauth');
    await expect(world.writes()).resolves.toEqual({});

    await world.control('PUT', `sessions/${world.member.session}`, { user_id: world.member.user_id });
    await world.browser.reloadTabs();

    await expect(world.seller.outcome(job)).resolves.toBe('completed');
    await expect(world.writes()).resolves.toEqual(PUBLISHED);
  });

  it('has used its whole list of commands, has nothing left to say, and complains about nothing', async () => {
    const journal = await world.browser.journal();

    expect(new Set(journal.map(({ command }) => command.command))).toEqual(
      new Set([
        'vinted.photo.upload',
        'vinted.item.create',
        'vinted.item.read',
        'vinted.item.update',
        'vinted.item.delete',
        'vinted.wardrobe.list',
        'vinted.session.read',
        'vinted.orders.list',
        'vinted.transaction.read',
      ]),
    );
    expect(journal.filter(({ settled }) => !settled)).toEqual([]);
    expect(world.browser.complaints).toEqual([]);
    await expect(world.effects()).resolves.toMatchObject({ listed_twice: 0, writes_in_parallel: 1 });
  });
});

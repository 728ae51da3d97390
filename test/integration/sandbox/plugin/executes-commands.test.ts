import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginTown } from '../../../support/plugin-town.ts';
import { waitFor } from '../../../support/wait-for.ts';

describe('the stand-in plugin carries out what it is told', () => {
  let town: PluginTown;
  beforeAll(async () => {
    town = await PluginTown.open();
  });
  afterAll(() => town.close());

  it('pairs, says who it is, uploads, creates, reads, lists and deletes', async () => {
    const plugin = town.plugin({
      credential: undefined,
      code: '7-12-K7QF2MZD',
      credentialFile: town.file('c'),
    });
    await plugin.start();
    expect(plugin.credential).toBe(town.gateway.credential);
    expect(town.gateway.of('hello')[0]).toMatchObject({
      credential: town.gateway.credential,
      accounts: [
        { marketplace: 'vinted', user_id: String(town.member.user_id), login: 'lea.vintage', state: 'ready' },
      ],
      in_flight: [],
    });

    const payload = await town.createPayload();
    const created = await town.gateway.result(town.order('vinted.item.create', payload));
    expect(created).toMatchObject({ status: 'done', attempt: 1, http: { status: 200, code: 0 } });
    const itemId = Number(created.data?.['item_id']);
    expect(created.data?.['url']).toContain(`/items/${itemId}-robe-midi`);

    const read = await town.gateway.result(town.order('vinted.item.read', { item_id: itemId }));
    expect(read.data?.['item']).toMatchObject({ id: itemId, price: 45.5, catalog_id: 1821 });

    const list = { page: 1, per_page: 96, order: 'newest_first' };
    const listed = await town.gateway.result(town.order('vinted.wardrobe.list', list));
    expect(listed.data).toEqual({
      items: [
        {
          id: itemId,
          title: 'Robe midi Sézane soie bordeaux 38',
          price: { amount: '45.50', currency_code: 'EUR' },
          is_closed: false,
          is_draft: false,
          item_closing_action: null,
          url: created.data?.['url'],
          description: null,
        },
      ],
      pagination: { current_page: 1, total_pages: 1, total_entries: 1 },
    });

    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: 1, orphan_photos: 0 });

    const deleted = await town.gateway.result(town.order('vinted.item.delete', { item_id: itemId }));
    expect(deleted).toMatchObject({ status: 'done', data: {}, http: { status: 200, code: 0 } });
    expect(await town.effects()).toMatchObject({ live_listings: 0 });
    await waitFor(() => plugin.journalOf(created.command_id)?.settled, { what: 'the acknowledgement' });
    expect([plugin.counts.executed_twice, plugin.complaints, town.gateway.nonsense]).toEqual([0, [], []]);
  });
});

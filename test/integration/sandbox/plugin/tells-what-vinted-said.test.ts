import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginTown } from '../../../support/plugin-town.ts';

const CREATE = 'vinted.item.create';

describe('how a command ends when the marketplace fails', () => {
  let town: PluginTown;
  beforeEach(async () => {
    town = await PluginTown.open();
    await town.plugin({ timing: { requestTimeoutMs: 300 } }).start();
  });
  afterEach(() => town.close());

  const failing = async (
    fault: string,
    more: Record<string, unknown> = {},
    operation = 'createItem',
  ): Promise<void> => {
    const script = [{ operation, fault, nth: 1, ...more }];
    await town.control('PUT', 'faults', { script });
  };

  it.each([
    ['lose_answer', {}, 'unknown', 'network_after_send', undefined, 1],
    ['reset_before', {}, 'unknown', 'network_after_send', undefined, 0],
    ['hang', {}, 'unknown', 'network_after_send', undefined, 1],
    ['error_after', {}, 'unknown', 'server_error', { status: 500, code: 105 }, 1],
    ['error_before', {}, 'unknown', 'server_error', { status: 500, code: 105 }, 0],
    ['empty_answer', {}, 'unknown', 'page_changed', { status: 200 }, 1],
    ['html_page', { error_id: 200 }, 'unknown', 'page_changed', { status: 200 }, 0],
    ['html_page', { error_id: 404 }, 'unknown', 'page_changed', { status: 404 }, 0],
    ['html_page', {}, 'failed', 'challenge', { status: 403 }, 0],
    ['refuse', { error_id: 106 }, 'failed', 'access_denied', { status: 403, code: 106 }, 0],
    ['refuse', { error_id: 104 }, 'failed', 'not_found', { status: 404, code: 104 }, 0],
  ] as const)('create meets %s %j: %s, %s', async (fault, more, status, kind, http, items) => {
    const payload = await town.createPayload();
    await failing(fault, more);
    const result = await town.gateway.result(town.order(CREATE, payload));
    expect([result.status, result.error?.kind]).toEqual([status, kind]);
    if (http === undefined) expect(result.http).toBeUndefined();
    else expect(result.http).toMatchObject(http);
    expect((await town.effects()).live_listings).toBe(items);
  });

  it('with the fields, where fields are refused', async () => {
    const payload = await town.createPayload({ title: ' ', price: 0 });
    const result = await town.gateway.result(town.order(CREATE, payload));
    expect(result).toMatchObject({
      status: 'failed',
      http: { status: 400, code: 99, message_code: 'validation_error' },
      error: { kind: 'validation', fields: [{ field: 'title' }, { field: 'price' }] },
    });
  });

  it.each([
    ['lose_answer', {}, 'unknown', 'network_after_send'],
    ['error_after', {}, 'unknown', 'server_error'],
    ['empty_answer', {}, 'unknown', 'page_changed'],
    ['html_page', {}, 'failed', 'challenge'],
    ['refuse', { error_id: 106 }, 'failed', 'access_denied'],
  ] as const)('delete meets %s %j: %s, %s', async (fault, more, status, kind) => {
    const created = await town.gateway.result(town.order(CREATE, await town.createPayload()));
    await failing(fault, more, 'deleteItem');
    const payload = { item_id: Number(created.data?.['item_id']) };
    const result = await town.gateway.result(town.order('vinted.item.delete', payload));
    expect([result.status, result.error?.kind]).toEqual([status, kind]);
  });

  it('as not found, where an item is deleted once more', async () => {
    const created = await town.gateway.result(town.order(CREATE, await town.createPayload()));
    const payload = { item_id: Number(created.data?.['item_id']) };
    await town.gateway.result(town.order('vinted.item.delete', payload));
    const result = await town.gateway.result(town.order('vinted.item.delete', payload));
    expect(result).toMatchObject({ status: 'failed', error: { kind: 'not_found' }, http: { status: 404 } });
  });

  it('deletes nothing while somebody else is logged in', async () => {
    const created = await town.gateway.result(town.order(CREATE, await town.createPayload()));
    const other = await town.control('POST', 'accounts', { login: 'somebody.else' });
    const { user_id: userId } = other.json as { user_id: number };
    await town.control('PUT', `sessions/${town.member.session}`, { user_id: userId });
    const payload = { item_id: Number(created.data?.['item_id']) };
    const result = await town.gateway.result(town.order('vinted.item.delete', payload));
    expect([result.status, result.error?.kind]).toEqual(['failed', 'wrong_account']);
    expect((await town.effects()).live_listings).toBe(1);
  });

  it('as failed, where a read fails', async () => {
    await failing('error_before', {}, 'ownItemDetail');
    const failed = await town.gateway.result(town.order('vinted.item.read', { item_id: 1 }));
    expect([failed.status, failed.error?.kind]).toEqual(['failed', 'server_error']);
    const missing = await town.gateway.result(town.order('vinted.item.read', { item_id: 1 }));
    expect([missing.status, missing.error?.kind]).toEqual(['failed', 'not_found']);
  });

  it.each([
    ['lose_answer', 'network_before_send'],
    ['error_before', 'server_error'],
    ['empty_answer', 'unexpected'],
  ])('as failed, where the question who is logged in meets %s: nothing was written', async (fault, kind) => {
    const payload = await town.createPayload();
    await failing(fault, {}, 'currentUser');
    const result = await town.gateway.result(town.order(CREATE, payload));
    expect([result.status, result.error?.kind]).toEqual(['failed', kind]);
    expect((await town.effects()).calls.createItem).toBeUndefined();
  });

  it('as failed, where nothing listens', async () => {
    await town.vinted.stop();
    const list = { page: 1, per_page: 96, order: 'newest_first' };
    const result = await town.gateway.result(town.order('vinted.wardrobe.list', list));
    expect([result.status, result.error?.kind]).toEqual(['failed', 'network_before_send']);
  });

  it.each([
    ['that is not there', { path: '/api/plugin/pictures/other' }],
    ['elsewhere', { path: '//example.org/one.png' }],
    ['with another digest', { path: '/api/plugin/pictures/token', sha256: '0'.repeat(64) }],
  ])('a picture %s is not uploaded', async (_case, picture) => {
    const payload = { picture, temp_uuid: crypto.randomUUID(), position: 1 };
    const result = await town.gateway.result(town.order('vinted.photo.upload', payload));
    expect([result.status, result.error?.kind]).toEqual(['failed', 'picture_unavailable']);
    expect((await town.effects()).photos).toBe(0);
  });

  it('a command that is not known, or of another version', async () => {
    for (const [command, version] of [
      ['vinted.fetch', 1],
      [CREATE, 2],
    ] as const) {
      const result = await town.gateway.result(town.order(command, {}, { version }));
      expect([result.status, result.error?.kind]).toEqual(['failed', 'unsupported']);
    }
  });

  it('a payload that is none', async () => {
    const result = await town.gateway.result(town.order(CREATE, { item: 'coat' }));
    expect([result.status, result.error?.kind]).toEqual(['failed', 'unexpected']);
  });
});

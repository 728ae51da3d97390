import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';

describe('the selling policy of a tenant', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await ApiWorld.start();
  });
  afterAll(() => world.close());

  it('is to keep selling until the tenant says otherwise, and then as it says', async () => {
    const before = await world.as(1)('GET', '/api/selling-policy');
    expect(before.body).toEqual({ when_unreachable: 'keep_selling', after_seconds: 900, unreachable: [] });
    const wanted = { when_unreachable: 'hold_elsewhere', after_seconds: 120 };
    const set = await world.as(1)('PUT', '/api/selling-policy', wanted);
    expect([set.status, set.body]).toEqual([200, { ...wanted, unreachable: [] }]);
    await world.as(1)('PUT', '/api/selling-policy', { when_unreachable: 'hold_elsewhere' });
    expect((await world.as(1)('GET', '/api/selling-policy')).body).toMatchObject(wanted);
    const other = await world.as(2)('GET', '/api/selling-policy');
    expect(other.body).toMatchObject({ when_unreachable: 'keep_selling' });
  });

  it('tells which accounts cannot act, and why', async () => {
    const account = await world.account(1);
    await world.db.query(
      `update public.lanes set holds = '{reauth}' where tenant_id = 1 and account_id = $1`,
      [account],
    );
    await world.db.query('insert into public.unreachable_accounts (tenant_id, account_id) values (1, $1)', [
      account,
    ]);
    expect((await world.as(1)('GET', '/api/selling-policy')).body).toMatchObject({
      unreachable: [{ account_id: account, reasons: ['reauth'], held_at: null, held_listings: 0 }],
    });
  });

  it.each([
    [{}, 'when_unreachable'],
    [{ when_unreachable: 'burn' }, 'when_unreachable'],
    [{ when_unreachable: 'keep_selling', after_seconds: 59 }, 'after_seconds'],
    [{ when_unreachable: 'keep_selling', after_seconds: 604_801 }, 'after_seconds'],
  ])('refuses %j', async (body, field) => {
    const answer = await world.as(1)('PUT', '/api/selling-policy', body);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'request.invalid', fields: [{ field }] },
    ]);
  });
});

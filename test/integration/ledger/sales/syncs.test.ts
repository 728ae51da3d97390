import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FoundListing } from '../../../../src/domain/found.ts';
import { concludeSync } from '../../../../src/handlers/inventory/conclude-sync.ts';
import { KnownListings } from '../../../../src/listings/known-listings.ts';
import { Database } from '../../../../src/common/database/database.ts';
import { salesWorld } from '../../../support/sales-world.ts';
import type { SalesWorld } from '../../../support/sales-world.ts';

describe('what a complete look at an account means', () => {
  let world: SalesWorld;
  let known: KnownListings;
  let account: number;
  let second: number;
  beforeAll(async () => {
    world = await salesWorld();
    known = new KnownListings(world.worker.get(Database));
    [account, second] = world.accounts;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.database.query(`update user_1.listings set status = 'ended'`);
    await world.database.query(
      `update user_1.pending_actions set status = 'dismissed', decided_by = 'worker'`,
    );
  });

  const itemOf = async (productId: number): Promise<string> => {
    const [row] = await world.database.query<{ item: string }>(
      `select external_ids ->> 'item_id' as item from user_1.listings where product_id = $1 and account_id = $2`,
      [productId, account],
    );
    return row?.item ?? '';
  };
  const found = async (productId: number, more: Partial<FoundListing> = {}): Promise<FoundListing> => ({
    externalIds: { item_id: await itemOf(productId) },
    status: 'live',
    title: 'Coat',
    shown: { price: '10.00' },
    ...more,
  });

  async function look(...listings: readonly FoundListing[]): Promise<Readonly<Record<string, number>>> {
    // The database counts microseconds and a Date does not: what was made in the same millisecond is not judged.
    const since = new Date((await known.now()).getTime() + 1);
    const { effects, counts } = concludeSync({ since, listings }, await known.open(world.tenant, account), {
      marketplaceName: 'Test Market',
      idName: 'item_id',
    });
    await world.find(account, ...effects);
    return counts;
  }

  it('verifies what is as it was', async () => {
    const productId = await world.product(1, [account], { price: '10.00' });
    expect(await look(await found(productId))).toMatchObject({ same: 1, missing: 0, unknown: 0 });
    const [row] = await world.database.query<{ verified: boolean }>(
      `select last_verified_at is not null as verified from user_1.listings where product_id = $1`,
      [productId],
    );
    expect(row).toEqual({ verified: true });
    expect(await world.questions()).toEqual([]);
  });

  it('asks about what was changed there, and takes it back when it is as before', async () => {
    const productId = await world.product(1, [account], { price: '10.00', title: 'Coat' });
    const changed = await found(productId, { shown: { price: '8.00', title: 'Coat' } });
    expect(await look(changed)).toMatchObject({ changed: 1 });
    expect(await world.questions()).toEqual([expect.stringMatching(/^listing\.changed listing:\d+$/)]);
    await look(changed);
    expect(await world.questions()).toHaveLength(1);
    await look(await found(productId, { shown: { price: '10.00', title: 'Coat' } }));
    expect(await world.questions()).toEqual([]);
  });

  it('does not ask again about what a person has dismissed, until it changes once more', async () => {
    const productId = await world.product(1, [account], { price: '10.00' });
    await look(await found(productId, { shown: { price: '8.00' } }));
    await world.database.query(
      `update user_1.pending_actions set status = 'dismissed', decided_by = 'seller' where status = 'open'`,
    );
    await look(await found(productId, { shown: { price: '8.00' } }));
    expect(await world.questions()).toEqual([]);
    await look(await found(productId, { shown: { price: '7.00' } }));
    expect(await world.questions()).toHaveLength(1);
  });

  it('asks about what is missing, and changes nothing', async () => {
    const productId = await world.product(1, [account]);
    expect(await look()).toMatchObject({ missing: 1 });
    expect(await world.questions()).toEqual([expect.stringMatching(/^listing\.missing/)]);
    expect(await world.listings(productId)).toEqual([`${account} live`]);
    expect(await world.stock(productId)).toBe('1 active');
  });

  it('counts a single piece that is shown as sold, and ends its other listings', async () => {
    const productId = await world.product(1, [account, second]);
    expect(await look(await found(productId, { status: 'sold' }))).toMatchObject({ sold: 1 });
    expect(await world.stock(productId)).toBe('0 sold');
    expect(await world.listings(productId)).toEqual([`${account} sold`, `${second} live`]);
    expect(await world.jobs(productId)).toEqual([`${second} delete pending 1`]);
  });

  it('only tells a person where several pieces are shown as sold out', async () => {
    const productId = await world.product(3, [account, second]);
    await look(await found(productId, { status: 'sold' }));
    expect(await world.stock(productId)).toBe('3 active');
    expect(await world.questions()).toEqual([expect.stringMatching(/^listing\.sold_out/)]);
  });

  it('notes an end that the marketplace shows, and asks what it means', async () => {
    const productId = await world.product(1, [account]);
    expect(await look(await found(productId, { status: 'ended' }))).toMatchObject({ ended: 1 });
    expect(await world.listings(productId)).toEqual([`${account} ended`]);
    expect(await world.questions()).toEqual([expect.stringMatching(/^listing\.ended_there/)]);
  });

  it('leaves alone what somebody works on', async () => {
    const productId = await world.product(1, [account], { price: '10.00' });
    await world.request(world.worker, [productId], { accountId: account, actionCode: 'update' });
    expect(await look(await found(productId, { shown: { price: '8.00' } }))).toMatchObject({ left: 1 });
    expect(await look()).toMatchObject({ left: 1, missing: 0 });
    expect(await world.questions()).toEqual([]);
  });

  it('does not write over what changed since the look began', async () => {
    const productId = await world.product(1, [account]);
    const since = new Date((await known.now()).getTime() + 1);
    const before = await known.open(world.tenant, account);
    const { effects } = concludeSync(
      { since, listings: [await found(productId, { status: 'ended' })] },
      before,
      { marketplaceName: 'Test Market', idName: 'item_id' },
    );
    await world.database.query(
      `update user_1.listings set updated_at = now() + interval '1 second' where product_id = $1`,
      [productId],
    );
    await world.find(account, ...effects.filter(({ type }) => type === 'listings_seen'));
    expect(await world.listings(productId)).toEqual([`${account} live`]);
  });

  it('counts live listings that StoFlow does not know', async () => {
    const productId = await world.product(1, [account]);
    const strange: FoundListing = {
      externalIds: { item_id: 'strange' },
      status: 'live',
      title: 'x',
      shown: {},
    };
    expect(await look(await found(productId), strange)).toMatchObject({ unknown: 1 });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnreachableAccounts } from '../../../../src/processing/recovery/unreachable-accounts.ts';
import { Lanes } from '../../../../src/queue/lanes.ts';
import { salesWorld } from '../../../support/sales-world.ts';
import type { SalesWorld } from '../../../support/sales-world.ts';

describe('single pieces while one of their accounts cannot act', () => {
  let world: SalesWorld;
  let cause: number;
  let other: number;
  let piece: number;
  beforeEach(async () => {
    world = await salesWorld({ ROLE: 'api', RECURRING: 'true' });
    [cause, other] = world.accounts;
    piece = await world.product(1, [cause, other]);
    await policy('hold_elsewhere');
  });
  afterEach(() => world.close());

  const policy = (wanted: string, afterSeconds = 0): Promise<object[]> =>
    world.database.query(
      'update public.tenants set unreachable_policy = $1, unreachable_after_seconds = $2 where id = 1',
      [wanted, afterSeconds],
    );
  const key = (): { tenantId: number; accountId: number } => ({ tenantId: 1, accountId: cause });
  const lose = (): Promise<void> =>
    world.database.transaction((sql) => world.worker.get(Lanes).hold(sql, key(), 'plugin'));
  const comeBack = (): Promise<void> =>
    world.database.transaction((sql) => world.worker.get(Lanes).unhold(sql, key(), 'plugin'));
  const look = (): Promise<boolean> => world.worker.get(UnreachableAccounts).run();
  const readOrders = (): Promise<object[]> =>
    world.database.query(
      `update user_1.marketplace_accounts set orders_read_until = clock_timestamp() where id = $1`,
      [cause],
    );
  /** Does what the queued jobs would do. */
  async function carryOut(action: string, status: string): Promise<void> {
    await world.database.query(
      `update user_1.marketplace_jobs set status = 'completed' where action_code = $1 and status = 'pending'`,
      [action],
    );
    await world.database.query(
      `update user_1.listings set status = $2 where product_id = $1 and account_id <> $3`,
      [piece, status, cause],
    );
    await world.database.query('delete from public.job_queue');
  }
  const batches = async (): Promise<readonly string[]> => {
    const rows = await world.database.query<{ kind: string }>(
      'select kind from user_1.batch_jobs order by id',
    );
    return rows.map(({ kind }) => kind);
  };

  it('are ended elsewhere, once', async () => {
    const several = await world.product(2, [cause, other]);
    const elsewhere = await world.product(1, [other]);
    await lose();
    await look();
    await look();
    expect(await world.jobs(piece)).toEqual([`${other} delete pending 2`]);
    expect(await world.jobs(several)).toEqual([]);
    expect(await world.jobs(elsewhere)).toEqual([]);
    expect(await batches()).toEqual(['hold_elsewhere']);
  });

  it('are ended by one of several instances that look at the same moment', async () => {
    await lose();
    await Promise.all([look(), look(), look()]);
    expect(await batches()).toEqual(['hold_elsewhere']);
  });

  it('stay where the tenant keeps selling, and where the account is back in time', async () => {
    await policy('keep_selling');
    await lose();
    await look();
    expect(await batches()).toEqual([]);
    await policy('hold_elsewhere', 900);
    await look();
    await comeBack();
    await look();
    await policy('hold_elsewhere', 0);
    await look();
    expect(await batches()).toEqual([]);
  });

  it('stay where the seller paused the account, or the other account cannot act either', async () => {
    await world.database.transaction((sql) => world.worker.get(Lanes).hold(sql, key(), 'account'));
    await look();
    expect(await batches()).toEqual([]);
    await lose();
    await world.database.transaction((sql) =>
      world.worker.get(Lanes).hold(sql, { tenantId: 1, accountId: other }, 'reauth'),
    );
    await look();
    expect(await batches()).toEqual([]);
  });

  it('are listed again when the account is back and its orders have been read', async () => {
    await lose();
    await look();
    await carryOut('delete', 'ended');
    await comeBack();
    await look();
    await look();
    expect(await batches()).toEqual(['hold_elsewhere']);
    await readOrders();
    await look();
    expect(await batches()).toEqual(['hold_elsewhere', 'release_holds']);
    expect(await world.jobs(piece)).toEqual([`${other} delete completed 2`, `${other} publish pending 2`]);
    expect(await world.database.query('select from public.unreachable_accounts')).toEqual([]);
    await look();
    expect(await batches()).toHaveLength(2);
  });

  it('are not listed again when they were sold meanwhile', async () => {
    await lose();
    await look();
    await carryOut('delete', 'ended');
    await comeBack();
    await look();
    await world.sell({ source: 'order', accountId: cause, productId: piece, externalId: 'meanwhile' });
    await readOrders();
    await look();
    expect(await batches()).toEqual(['hold_elsewhere']);
    const [hold] = await world.database.query('select status from user_1.stock_holds');
    expect(hold).toEqual({ status: 'dropped' });
  });

  it('are not listed again where the marketplace said that they were sold there', async () => {
    await lose();
    await look();
    await carryOut('delete', 'sold');
    await comeBack();
    await look();
    await readOrders();
    await look();
    expect(await batches()).toEqual(['hold_elsewhere']);
  });

  it('go on as they are where their end had not begun', async () => {
    await lose();
    await look();
    await comeBack();
    await look();
    await readOrders();
    await look();
    expect(await world.jobs(piece)).toEqual([`${other} delete cancelled 2`]);
    expect(await world.listings(piece)).toEqual([`${cause} live`, `${other} live`]);
  });

  it('wait on when the account is lost again', async () => {
    await lose();
    await look();
    await carryOut('delete', 'ended');
    await comeBack();
    await look();
    await lose();
    await look();
    await readOrders();
    await look();
    expect(await batches()).toEqual(['hold_elsewhere']);
    await comeBack();
    await look();
    await readOrders();
    await look();
    expect(await batches()).toEqual(['hold_elsewhere', 'release_holds']);
  });

  it('are listed again at once when the tenant decides to sell on', async () => {
    await lose();
    await look();
    await carryOut('delete', 'ended');
    await policy('keep_selling');
    await look();
    expect(await batches()).toEqual(['hold_elsewhere', 'release_holds']);
  });
});

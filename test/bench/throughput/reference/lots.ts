import type { Pool, PoolClient } from 'pg';
import { END_LEASES, LEASE, LOCK_LANES, LOCK_READY } from './statements.ts';

/** A job that the loop holds. */
export interface ReferenceLease {
  readonly tenant: number;
  readonly job: number;
  readonly account: number;
  readonly epoch: number;
}

/** As many as the product takes in one claim. */
const MOST = 64;

/**
 * Ends leases and begins others in one transaction, hence one commit for both.
 * @param pool where
 * @param owner the instance
 * @param ended leases of jobs that are over
 * @param free how many more may run
 * @returns the new leases
 */
export async function nextLot(
  pool: Pool,
  owner: string,
  ended: readonly ReferenceLease[],
  free: number,
): Promise<readonly ReferenceLease[]> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    if (ended.length > 0) await endLeases(client, owner, ended);
    const leases = free > 0 ? await lease(client, owner, Math.min(free, MOST)) : [];
    await client.query('commit');
    return leases;
  } catch (error: unknown) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  } finally {
    // What broke in a transaction is not used again.
    client.release(failure);
  }
}

async function endLeases(client: PoolClient, owner: string, ended: readonly ReferenceLease[]): Promise<void> {
  const tenants = ended.map(({ tenant }) => tenant);
  await client.query({
    name: 'lock_lanes',
    text: LOCK_LANES,
    values: [tenants, ended.map(({ account }) => account)],
  });
  await client.query({
    name: 'end_leases',
    text: END_LEASES,
    values: [tenants, ended.map(({ job }) => job), ended.map(({ epoch }) => epoch), owner],
  });
}

async function lease(client: PoolClient, owner: string, limit: number): Promise<readonly ReferenceLease[]> {
  const { rows: lanes } = await client.query<{ tenant_id: string; account_id: string; free: number }>({
    name: 'lock_ready',
    text: LOCK_READY,
    values: [owner, limit],
  });
  if (lanes.length === 0) return [];
  const { rows } = await client.query<ReferenceLease>({
    name: 'lease',
    text: LEASE,
    values: [
      lanes.map((lane) => lane.tenant_id),
      lanes.map((lane) => lane.account_id),
      lanes.map((lane) => lane.free),
      owner,
      limit,
    ],
  });
  return rows;
}

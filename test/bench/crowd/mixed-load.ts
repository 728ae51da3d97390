import { setTimeout as delay } from 'node:timers/promises';
import { Claim } from '../../../src/queue/claim.ts';
import { Enqueue } from '../../../src/queue/enqueue.ts';
import type { Lease } from '../../../src/queue/keys.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { Settle } from '../../../src/queue/settle.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { FIRST_OF_CROWD, gatherCrowd } from './crowd.ts';

const TENANTS = 1000;
/** One tenant in ten asks for a lot at once, the others for one job at some time. */
const BIG_EVERY = 10;
const JOBS_OF_BIG = 200;
const DURATION_MS = 10_000;
/** Tenants with a single job. */
const SMALL = TENANTS - TENANTS / BIG_EVERY;
/** Jobs at once, and how long each takes. */
const SLOTS = 64;
const JOB_MS = 50;

/**
 * A crowd of tenants on the real queue; jobs only take time here, since the crowd has no schemas.
 * @param world where
 * @returns milliseconds from the commit that enqueued the job of a small tenant to its claim
 */
export async function smallTenantsWaits(
  world: BenchWorld,
): Promise<{ readonly waits: readonly number[]; readonly description: string }> {
  const owner = await gatherCrowd(world.observer, { tenants: TENANTS, jobsPerLane: 0 });
  for (let tenant = BIG_EVERY; tenant <= TENANTS; tenant += BIG_EVERY) await ask(world, tenant, JOBS_OF_BIG);
  const asked = new Map<number, number>();
  const claimed = new Map<number, number>();
  const arrivals = arrive(world, asked);
  let served = 0;
  const over = (): boolean =>
    asked.size === SMALL && [...asked.keys()].every((tenant) => claimed.has(tenant));
  await serve(world, owner, over, ({ tenantId }) => {
    served += 1;
    if (!claimed.has(tenantId)) claimed.set(tenantId, performance.now());
  });
  await arrivals;
  // A job may have been claimed before this program heard of the commit that enqueued it.
  const waits = [...asked].map(([tenant, at]) => Math.max(0, (claimed.get(tenant) ?? Number.NaN) - at));
  const big = TENANTS / BIG_EVERY;
  return {
    waits,
    description: `beside ${big} tenants with ${JOBS_OF_BIG} jobs each; ${served} jobs of ${JOB_MS} ms served by ${SLOTS} slots`,
  };
}

async function arrive(world: BenchWorld, asked: Map<number, number>): Promise<void> {
  const startedAt = performance.now();
  for (let tenant = 1; tenant <= TENANTS; tenant += 1) {
    if (tenant % BIG_EVERY === 0) continue;
    await delay(Math.max(0, (tenant / TENANTS) * DURATION_MS - (performance.now() - startedAt)));
    await ask(world, tenant, 1);
    asked.set(FIRST_OF_CROWD + tenant, performance.now());
  }
}

/** Jobs of a tenant enter the queue as intake lets them. */
function ask(world: BenchWorld, tenant: number, jobs: number): Promise<void> {
  const lane = { tenantId: FIRST_OF_CROWD + tenant, accountId: 1 };
  return world.database.transaction(async (sql) => {
    await world.app.get(Lanes, { strict: false }).lock(sql, [lane]);
    const pointers = Array.from({ length: jobs }, (_, index) => ({
      ...lane,
      jobId: index + 1,
      productId: index + 1,
      batchId: null,
      priority: 3,
      epoch: 0,
      delayMs: 0,
      expiresInMs: null,
      parked: false,
      unresolved: false,
    }));
    await world.app.get(Enqueue, { strict: false }).put(sql, pointers);
  });
}

/** Claims, lets time pass, and settles in lots, with the product's own statements, until it is over. */
async function serve(
  world: BenchWorld,
  owner: string,
  over: () => boolean,
  claimed: (lease: Lease) => void,
): Promise<void> {
  const claim = world.app.get(Claim, { strict: false });
  const settle = world.app.get(Settle, { strict: false });
  let running = 0;
  let ended: Lease[] = [];
  while (!over()) {
    const lot = ended;
    ended = [];
    running -= lot.length;
    await settle.apply(lot.map((lease) => ({ lease, settlement: { to: 'gone' } })));
    const leases = running < SLOTS ? (await claim.take(owner, SLOTS - running)).leases : [];
    running += leases.length;
    for (const lease of leases) {
      claimed(lease);
      void delay(JOB_MS).then(() => ended.push(lease));
    }
    if (leases.length === 0) await delay(1);
  }
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';

import { Client } from 'pg';
import { waitFor } from '../../support/wait-for.ts';

const LANE = { tenantId: 1, accountId: 1 };

describe('putting jobs into a lane', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
  });
  afterEach(async () => {
    // The counters of the lanes are exact without the sweeper's help, whatever a test did.
    expect(await world.sweep.run()).toBe(0);
    expect(world.database.deadlocks).toBe(0);
    await world.reset();
  });
  afterAll(() => world.close());

  it('again replaces a leased pointer, gives its slot back and fences whoever held it', async () => {
    await world.open(LANE);
    await world.put({ jobId: 1 });
    const [old] = (await world.claim.take(OWNER, 1)).leases;
    if (old === undefined) throw new Error('nothing was claimed');
    await world.put({ jobId: 1, epoch: old.epoch + 1 });
    expect(await world.lane(LANE)).toMatchObject({ running: 0, ready: true });

    const [fresh] = (await world.claim.take(OWNER, 1)).leases;
    expect(fresh?.epoch).toBe(old.epoch + 2);
    for (const settlement of [{ to: 'gone' }, { to: 'ready' }, { to: 'parked' }] as const) {
      expect(await world.end([old], settlement)).toBe(0);
    }
    expect(await world.lane(LANE)).toMatchObject({ running: 1 });
    expect(await world.pointers()).toEqual({ 1: 'leased' });
  });

  it.each(['ready', 'scheduled', 'parked'])(
    'again replaces a pointer that is %s, without touching slots',
    async (state) => {
      await world.open(LANE);
      await world.put({ jobId: 1, delayMs: state === 'scheduled' ? 60_000 : 0, parked: state === 'parked' });
      expect(await world.pointers()).toEqual({ 1: state });
      await world.put({ jobId: 1, epoch: 1 });
      expect(await world.pointers()).toEqual({ 1: 'ready' });
      expect(await world.lane(LANE)).toMatchObject({ running: 0, ready: true });
    },
  );

  it('for later or parked does not wake the lane', async () => {
    await world.open(LANE);
    await world.put({ jobId: 1, delayMs: 60_000 }, { jobId: 2, parked: true });
    expect(await world.pointers()).toEqual({ 1: 'scheduled', 2: 'parked' });
    expect(await world.ids(10)).toEqual([]);
    expect(await world.lane(LANE)).toMatchObject({ ready: false });
  });

  it('that does not commit leaves nothing', async () => {
    await world.open(LANE);
    const pointer = {
      ...LANE,
      jobId: 1,
      productId: null,
      batchId: null,
      priority: 3,
      epoch: 0,
      delayMs: 0,
      expiresInMs: null,
      parked: false,
      unresolved: false,
    };
    await expect(
      world.database.transaction(async (sql) => {
        await world.lanes.lock(sql, [LANE]);
        await world.enqueue.put(sql, [pointer]);
        throw new Error('the request failed');
      }),
    ).rejects.toThrow('the request failed');
    expect(await world.pointers()).toEqual({});
    expect(await world.lane(LANE)).toMatchObject({ ready: false });
  });

  it('tells listeners at the commit and not before, once a transaction', async () => {
    await world.open(LANE);
    const listener = new Client({ connectionString: world.url });
    const heard: string[] = [];
    listener.on('notification', ({ channel }) => heard.push(channel));
    await listener.connect();
    await listener.query('listen stoflow_queue');
    try {
      await world.database.transaction(async (sql) => {
        await world.lanes.lock(sql, [LANE]);
        for (const jobId of [1, 2]) {
          await world.enqueue.put(sql, [
            {
              ...LANE,
              jobId,
              productId: null,
              batchId: null,
              priority: 3,
              epoch: 0,
              delayMs: 0,
              expiresInMs: null,
              parked: false,
              unresolved: false,
            },
          ]);
        }
        // A round trip of the listener's own connection would have brought a notification with it.
        await listener.query('select 1');
        expect(heard).toEqual([]);
      });
      await waitFor(() => heard.length > 0, { what: 'the notification' });
      await listener.query('select 1');
      expect(heard).toEqual(['stoflow_queue']);
    } finally {
      await listener.end();
    }
  });
});

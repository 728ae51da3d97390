import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { waitFor } from '../../support/wait-for.ts';

const STEPS = { upload: 1, create: 2 } as const;

describe('a program that dies after it wrote a step down and before it told the browser', () => {
  let world: PluginWorld;
  beforeEach(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    expect(await world.corrections()).toBe(0);
    await world.close();
  });

  it.each(Object.entries(STEPS))('has the next one do it once: %s', async (_step, position) => {
    const browser = await world.browser();
    const blocker = new Client({ connectionString: world.database.url });
    await blocker.connect();
    // The step is written; noting the browser that is to be given it is held up.
    await world.query(`create function public.hold_up() returns trigger language plpgsql
                       as 'begin perform pg_advisory_xact_lock(42); return new; end'`);
    await world.query(`create trigger hold_up before update of device_id on user_1.marketplace_tasks for each row
                       when (new.device_id is not null and old.device_id is null and new.position = ${position})
                       execute function public.hold_up()`);
    await blocker.query('select pg_advisory_lock(42)');
    const id = await world.publish();
    const heldUp = `from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
    await waitFor(async () => (await world.query(`select ${heldUp}`)).length === 1, {
      what: 'the telling to be held up',
    });
    expect((await world.tasks(id))[position - 1]).toMatchObject({ status: 'processing', device: null });
    // In the eyes of all others it has died; its connection to the database dies with it.
    await world.query(`update public.instances set lease_until = now() - interval '1 second'`);
    await world.query(`select pg_terminate_backend(pid) ${heldUp}`);
    // The next run may be held up already, in a transaction that dropping the trigger would wait for.
    await blocker.end();
    await world.query('drop trigger hold_up on user_1.marketplace_tasks');
    const job = await world.until(id, 'completed');
    expect(world.shop).toMatchObject({ created: [id], uploads: 1 });
    expect(browser.of('command').filter(({ command }) => command === 'shop.items.list')).toEqual([]);
    expect(job.status).toBe('completed');
  });
});

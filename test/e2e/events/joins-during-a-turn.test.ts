import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ApiWorld } from '../../support/api-world.ts';
import type { JobBody } from '../../support/api-world.ts';
import { EventReader } from '../../support/event-reader.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a reader that comes while others of its tenant are being told', () => {
  let world: ApiWorld;
  let other: Client;

  beforeAll(async () => {
    world = await ApiWorld.start();
    other = new Client({ connectionString: world.databaseUrl });
    await other.connect();
    await world.account(1);
  });
  afterAll(async () => {
    await other.end();
    await world.close();
  });

  it('is told first that its stream is ready, and then what it missed', async () => {
    const first = await EventReader.open(world.url);
    await first.waitForEvent('accounts');
    const lastEventId = first.lastEventId;
    const missed = await world.job(1);
    await first.waitForEvent('job');
    first.close();

    // The turn of somebody who comes is held up where it looks for what has changed.
    await other.query('begin; lock table user_1.job_events in access exclusive mode');
    const told = await EventReader.open(world.url);
    const heldUp = `select from pg_locks
      where not granted and relation = 'user_1.job_events'::regclass
        and database = (select oid from pg_database where datname = current_database())`;
    await waitFor(async () => (await other.query(heldUp)).rows.length > 0, {
      what: 'a turn that is held up',
    });
    const back = await EventReader.open(world.url, { lastEventId });
    await other.query('commit');

    const job = await back.waitForEvent('job', ({ data }) => (data['job'] as JobBody).id === missed.id);
    expect(back.events.map(({ name }) => name).slice(0, 2)).toEqual(['ready', 'accounts']);
    expect(back.events[0]?.data).toEqual({ resumed: true });
    expect(job.data).toMatchObject({ job: { status: 'pending' } });
    told.close();
    back.close();
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lanesAtRest } from '../support/lanes-at-rest.ts';
import { MarketTown } from '../support/market-town.ts';
import { waitFor } from '../support/wait-for.ts';

const PRODUCTS = 20;

describe('two server processes on one database', () => {
  let town: MarketTown;

  beforeEach(async () => {
    town = await MarketTown.build();
    await town.tellStandIn('/_control/options', { latency_ms: 40 });
  });
  afterEach(() => town.tearDown());

  it('share one batch: both run jobs, and none is begun again without a reason on record', async () => {
    // A lease that no busy machine lets run out: an instance that lost it would go on under another id.
    // Neither can take all four places of the account, so the batch needs both.
    const env = { LEASE_SECONDS: '300', MAX_RUNNING_JOBS: '2' };
    const [one] = await Promise.all([town.startServer(env), town.startServer(env)]);
    const batchId = await town.submitBatch(one, PRODUCTS);
    await town.untilEnded(one, batchId, PRODUCTS);

    const owners = await town.look<{ actor: string }>(
      `select distinct actor from user_1.job_events where type = 'started'`,
    );
    expect(owners).toHaveLength(2);
    // A run may be handed back, such as while the other server refreshes the account's token; two at once may not be.
    const begunTwice = await town.look(
      `select job_id, array_agg(type order by id) as history
       from (select *, lag(type) over (partition by job_id order by id) as before from user_1.job_events) event
       group by job_id having count(*) filter (where type = 'started' and before = 'started') > 0`,
    );
    expect(begunTwice).toEqual([]);
    const started = await town.look(`select distinct job_id from user_1.job_events where type = 'started'`);
    expect(started).toHaveLength(PRODUCTS);
    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: PRODUCTS });
  }, 120_000);

  it('one stopped past its lease and continued writes nothing over what the other did', async () => {
    const stopped = await town.startServer();
    const batchId = await town.submitBatch(stopped, PRODUCTS);
    await town.untilEnded(stopped, batchId, 2);
    stopped.signal('SIGSTOP');
    const held = await town.look<{ job_id: string; epoch: string }>(
      `select job_id, epoch from public.job_queue where state = 'leased'`,
    );
    expect(held.length).toBeGreaterThan(0);

    const other = await town.startServer();
    await town.untilEnded(other, batchId, PRODUCTS);
    const before = await town.look(`select * from user_1.marketplace_tasks order by id`);
    const jobsBefore = await town.look(`select * from user_1.marketplace_jobs order by id`);
    stopped.signal('SIGCONT');
    // It has gone on when it says that its lease is lost; only then could it have written anything.
    await waitFor(() => stopped.printed.includes('was lost'), {
      what: 'the continued server notices that its lease is lost',
    });
    await stopped.end('SIGTERM');

    expect(await town.look(`select * from user_1.marketplace_tasks order by id`)).toEqual(before);
    expect(await town.look(`select * from user_1.marketplace_jobs order by id`)).toEqual(jobsBefore);
    expect(await town.effects()).toMatchObject({
      listed_twice: 0,
      orphan_drafts: 0,
      live_listings: PRODUCTS,
    });
    expect(await lanesAtRest((text) => town.look(text))).toEqual([{ running: 0 }]);
  }, 120_000);
});

import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { WebhookPump } from '../../../src/webhooks/webhook-pump.ts';
import { WebhookSchedule } from '../../../src/webhooks/webhook-schedule.ts';
import { WebhookTurns } from '../../../src/webhooks/webhook-turns.ts';
import { ApiWorld } from '../../support/api-world.ts';
import { StatementTap } from '../../support/statements/statement-tap.ts';
import { waitFor } from '../../support/wait-for.ts';
import { WebhookReceiver } from '../../support/webhook-receiver.ts';

describe('webhooks of a tenant', () => {
  const receiver = new WebhookReceiver();
  let world: ApiWorld;
  let endpoint: number;

  beforeAll(async () => {
    await receiver.start();
    // Nothing looks by itself here: the test says when an instance does.
    world = await ApiWorld.start({ ROLE: 'api', WEBHOOK_ORIGINS: receiver.origin });
    await world.account(1);
    const url = `${receiver.origin}/hook`;
    const made = await world.as(1)<{ id: number }>('POST', '/api/webhooks', { url, events: ['job.ended'] });
    endpoint = made.body.id;
  });
  afterAll(async () => {
    await world.close();
    receiver.stop();
  });

  const pump = (): WebhookPump => world.get(WebhookPump);
  const isResting = async (): Promise<boolean> =>
    (await world.db.query<{ resting: boolean }>('select resting from public.webhook_turns'))[0]?.resting ===
    true;
  /** Gives the tenant a turn, unless it rests. */
  const turn = async (): Promise<void> => {
    await world.db.query('update public.webhook_turns set next_at = now() where not resting');
    await pump().run();
  };
  const rest = (): Promise<true> =>
    waitFor(
      async () => {
        await turn();
        return (await isResting()) && true;
      },
      { what: 'the tenant rests' },
    );
  const cancelled = async (): Promise<number> => {
    const { id } = await world.job(1, { run_at: new Date(Date.now() + 3_600_000).toISOString() });
    await world.as(1)('POST', `/api/marketplace/jobs/${id}/cancel`);
    return id;
  };
  const told = (job: number): number => receiver.to('/hook').filter(({ data }) => data['id'] === job).length;

  it('cost one statement a look, for all tenants, while nothing is written into its history', async () => {
    await rest();
    const tap = await StatementTap.on(world.get(MikroORM), world.db);
    for (let look = 0; look < 5; look += 1) await pump().run();
    const texts = tap.sent.flatMap(({ statements }) => statements.map(({ text }) => text));
    tap.stop();
    expect(texts.filter((text) => text.includes('webhook'))).toHaveLength(5);
  });

  it('are sent at the next look after something ended, although it rested', async () => {
    await rest();
    const job = await cancelled();
    await pump().run();
    expect(told(job)).toBe(1);
    await rest();
    expect(told(job)).toBe(1);
  });

  it('do not rest while a transaction is open that may still write an end', async () => {
    const job = await cancelled();
    await rest();
    const client = new Client({ connectionString: world.databaseUrl, application_name: 'stoflow-late' });
    await client.connect();
    await client.query('begin');
    await client.query(
      `insert into user_1.job_events (job_id, type, to_status, actor) values ($1, 'ended', 'completed', 'late')`,
      [job],
    );
    for (let look = 0; look < 5; look += 1) await turn();
    expect(await isResting()).toBe(false);
    expect(told(job)).toBe(1);
    await client.query('commit');
    await client.end();
    await rest();
    expect(told(job)).toBe(2);
  });

  it('rest no longer than until a message is due that was not taken', async () => {
    receiver.answers = [500];
    const job = await cancelled();
    await turn();
    expect(told(job)).toBe(1);
    await world.db.query(
      `update user_1.webhook_deliveries set next_at = now() + interval '30 seconds' where status = 'pending'`,
    );
    await rest();
    const [row] = await world.db.query(
      `select w.next_at >= d.next_at and w.next_at < d.next_at + interval '20 seconds' as "inTime"
       from public.webhook_turns w, user_1.webhook_deliveries d where d.status = 'pending'`,
    );
    expect(row).toEqual({ inTime: true });
  });

  it('are sent at the next look when their owner wants what waits to be sent', async () => {
    const waiting = await world.as(1)('POST', `/api/webhooks/${endpoint}/deliveries/retry`);
    expect(waiting.body).toEqual({ deliveries: 1 });
    const before = receiver.to('/hook').length;
    await pump().run();
    expect(receiver.to('/hook').length).toBe(before + 1);
  });

  it('do not rest after a turn during which their owner wanted that, nor is that turn disturbed', async () => {
    await rest();
    await world.db.query('update public.webhook_turns set next_at = now()');
    const turns = world.get(WebhookTurns);
    const { turn: taken } = await turns.take();
    await turns.hurry(tenantRef(1));
    expect((await turns.take()).turn).toBeUndefined();
    expect(taken).toMatchObject({ isSettled: true, seenLine: taken?.line });
    if (taken !== undefined) await turns.rest(taken, 60_000, 0);
    expect(await isResting()).toBe(false);
    expect((await turns.take()).turn).toBeDefined();
  });
});

describe('an instance of which no tenant has webhooks', () => {
  it('waits for a notice of the first one', async () => {
    const receiver = new WebhookReceiver();
    await receiver.start();
    const world = await ApiWorld.start({ ROLE: 'all', WEBHOOK_ORIGINS: receiver.origin });
    const schedule = world.get(WebhookSchedule);
    await waitFor(() => schedule.isQuiet, { what: 'it has seen that nobody has webhooks' });
    await world.account(1);
    const url = `${receiver.origin}/first`;
    await world.as(1)('POST', '/api/webhooks', { url, events: ['job.ended'] });
    const { id } = await world.job(1);
    await waitFor(() => receiver.to('/first').some(({ data }) => data['id'] === id), {
      what: 'the message of its end',
    });
    expect(schedule.isQuiet).toBe(false);
    await world.close();
    receiver.stop();
  });
});

import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import { Shutdown } from '../../../src/common/shutdown.ts';
import { ApiWorld } from '../../support/api-world.ts';
import { EventReader } from '../../support/event-reader.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';

/** What is told of one change of all jobs: more than the operating system keeps for a socket between processes. */
const JOBS = 100;
const ERROR_BYTES = 8000;
const TURNS = 6;

describe('a stream of events', () => {
  let world: ApiWorld;
  const readers: EventReader[] = [];

  beforeAll(async () => {
    world = await ApiWorld.start({ EVENTS_MAX_STREAMS_PER_TENANT: '2', EVENTS_MAX_STREAMS: '3' });
    await world.account(1);
  });
  afterAll(async () => {
    leave();
    await world.close();
  });

  const open = async (options: Parameters<typeof EventReader.open>[1] = {}): Promise<EventReader> => {
    const reader = await EventReader.open(world.url, options);
    readers.push(reader);
    return reader;
  };
  const leave = (): void => {
    for (const reader of readers.splice(0)) reader.close();
  };
  const opened = async (tenant: number): Promise<EventReader> =>
    waitFor(
      async () => {
        const reader = await open({ tenant });
        return reader.response.status === 200 && reader;
      },
      { what: 'there is room for a stream' },
    );

  it('is one of few: of a tenant, and of all', async () => {
    const own = [await open(), await open()];
    const third = await open();
    expect(third.response.status).toBe(429);
    await waitFor(() => third.ended, { what: 'the refusal was read' });
    expect(JSON.parse(third.text)).toMatchObject({ code: 'events.too_many_streams' });
    expect((await open({ tenant: 2 })).response.status).toBe(200);
    expect((await open({ tenant: 2 })).response.status).toBe(429);
    own[0]?.close();
    await opened(1);
    leave();
  });

  it('ends when the token does', async () => {
    const reader = await open({ ttlSeconds: 1 });
    expect((await reader.waitForEvent('end')).data).toEqual({ reason: 'token_expired', retry: false });
    await waitFor(() => reader.ended, { what: 'the stream has ended' });
  });

  it('ends when its tenant is suspended, and no other', async () => {
    const reader = await opened(2);
    const other = await opened(1);
    await reader.waitForEvent('ready');
    await world.as(null, 'admin')('POST', '/api/admin/tenants/2/suspend');
    expect((await reader.waitForEvent('end')).data).toEqual({ reason: 'suspended', retry: false });
    expect((await open({ tenant: 2 })).response.status).toBe(403);
    await world.as(null, 'admin')('POST', '/api/admin/tenants/2/resume');
    expect(other.named('end')).toEqual([]);
    leave();
  });

  it.each([
    ['of a text that is no id', 'x', 'unknown_id'],
    ['of a time to come', '9999999999999', 'unknown_id'],
    ['of yesterday', String(Date.now() - 86_400_000), 'too_old'],
  ])('tells a reader %s to fetch again', async (_, lastEventId, reason) => {
    const reader = await open({ lastEventId });
    expect((await reader.waitForEvent('ready')).data).toEqual({ resumed: false });
    expect((await reader.waitForEvent('reset')).data).toEqual({ reason });
    leave();
  });

  it('costs nothing more for a reader that does not read, which is told the present when it does', async () => {
    const products = await world.products(1, JOBS);
    // The same program on a socket of the file system, whose buffers are small.
    const folder = await temporaryFolder();
    const path = join(folder.path, 'http');
    const server = createServer(world.get(HttpAdapterHost).httpAdapter.getInstance<RequestListener>());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const socket = createConnection(path);
    const authorization = await bearer({ tenant: 1 });
    socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`);
    await waitFor(() => socket.readableLength > 0, { what: 'the stream has begun' });
    socket.pause();
    const reading = await opened(1);
    await reading.waitForEvent('ready');
    await world.as(1)('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: products,
    });
    for (let turn = 1; turn <= TURNS; turn += 1) {
      await changeEveryJob(turn);
      await reading.waitForEvent('batch', ({ data }) => isTold(data, turn));
    }
    const seen = reading.text.length;
    let late = '';
    socket.on('data', (chunk: Buffer) => (late += chunk.toString('latin1')));
    socket.resume();
    await waitFor(() => late.includes(` turn ${TURNS}.`), { what: 'the slow reader knows the present' });
    expect(seen).toBeGreaterThan(TURNS * JOBS * ERROR_BYTES);
    expect(late.length).toBeLessThan(seen / 2);
    socket.destroy();
    server.close();
    await folder.remove();
    leave();
  });

  it('ends when the program is to end, and none begins then', async () => {
    const reader = await opened(1);
    await reader.waitForEvent('ready');
    world.get(Shutdown).begin();
    expect((await reader.waitForEvent('end')).data).toEqual({ reason: 'shutdown', retry: true });
    expect((await open()).response.status).toBe(503);
  });

  /** As an end of each job would: the row, and a line of history in the same commit. */
  async function changeEveryJob(turn: number): Promise<void> {
    await world.db.query(
      `with job as (
         update user_1.marketplace_jobs
         set updated_at = now(),
             error = jsonb_build_object('code', 'test.turn', 'message', repeat('x', $1::int) || ' turn ' || $2::int || '.')
         returning id, batch_job_id
       )
       insert into user_1.job_events (job_id, batch_job_id, type, actor) select id, batch_job_id, 'test', 'test' from job`,
      [ERROR_BYTES, turn],
    );
  }
});

/** @returns whether an event shows jobs as they are after a turn */
function isTold(data: Readonly<Record<string, unknown>>, turn: number): boolean {
  const [job] = data['jobs'] as readonly { readonly error: { readonly message: string } | null }[];
  return job?.error?.message.endsWith(` turn ${turn}.`) === true;
}

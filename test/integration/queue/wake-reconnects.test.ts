import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Wake } from '../../../src/queue/wake.ts';
import { query } from '../../support/query.ts';
import { queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('the wake-up call, when its connection breaks', () => {
  let world: QueueWorld;
  let wake: Wake;
  let hints = 0;
  const warnings: string[] = [];

  beforeEach(async () => {
    world = await queueWorld();
    wake = new Wake(world.config);
    hints = 0;
    warnings.splice(0);
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (line: string) => warnings.push(line),
    });
  });
  afterEach(async () => {
    Logger.overrideLogger(['error', 'warn']);
    await wake.stop();
    await world.close();
  });

  const listen = (): Promise<void> => wake.listen(() => (hints += 1));
  /** Asks from another database, since the world's own may let nobody in. */
  const outside = <R extends object>(sql: string): Promise<readonly R[]> =>
    query<R>(new URL('/postgres', world.url).href, sql);
  const name = (): string => new URL(world.url).pathname.slice(1);
  const listener = (): string => `datname = '${name()}' and application_name = 'stoflow-wake'`;
  const listeners = async (): Promise<readonly number[]> =>
    (await outside<{ pid: number }>(`select pid from pg_stat_activity where ${listener()}`)).map(
      ({ pid }) => pid,
    );
  /** As a fail-over of the database does. */
  const cut = (): Promise<unknown> =>
    outside(`select pg_terminate_backend(pid) from pg_stat_activity where ${listener()}`);
  const allow = (yes: boolean): Promise<unknown> =>
    outside(`alter database "${name()}" allow_connections ${yes}`);
  const notify = (): Promise<unknown> => world.database.query('notify stoflow_queue');

  it('listens again by itself, and hints at once, since something may have come meanwhile', async () => {
    await listen();
    expect(hints).toBe(1);
    const before = await listeners();
    await cut();
    await waitFor(() => hints === 2, { what: 'the hint after the reconnection' });
    const after = await listeners();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);

    await notify();
    await waitFor(() => hints === 3, { what: 'a hint over the new connection' });
  });

  it('listens again as often as the connection breaks', async () => {
    await listen();
    for (const round of [2, 3]) {
      await cut();
      await waitFor(() => hints === round, { what: `reconnection ${round - 1}` });
    }
    expect(await listeners()).toHaveLength(1);
  });

  it('goes on trying while the database refuses it', async () => {
    await listen();
    await allow(false);
    await cut();
    await waitFor(() => warnings.some((line) => line.startsWith('cannot listen')), { what: 'a refusal' });
    expect(await listeners()).toEqual([]);
    await allow(true);
    await waitFor(() => hints === 2, { what: 'the hint once the database lets it in' });
  });

  it('does not come back once it was stopped', async () => {
    await listen();
    await cut();
    await waitFor(async () => (await listeners()).length === 0, { what: 'the connection to be gone' });
    await wake.stop();
    expect(await listeners()).toEqual([]);
    expect(hints).toBe(1);
  });
});

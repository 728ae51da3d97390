import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { patientSocket } from '../../../src/common/database/patient-socket.ts';
import { Wake } from '../../../src/queue/wake.ts';
import { TcpProxy } from '../../chaos/harness/tcp-proxy.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a database that vanishes without closing a connection', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let url: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    const { port } = new URL(database.url);
    proxy = await TcpProxy.start(() => Number(port));
    url = Object.assign(new URL(database.url), { port: String(proxy.port) }).href;
  });
  afterEach(async () => {
    proxy.stop();
    await database.drop();
  });

  it('fails the statement that waits for it, and the next one gets a connection that works', async () => {
    const pool = new Pool({ connectionString: url, max: 1, stream: () => patientSocket(2000) });
    pool.on('error', () => undefined);
    await pool.query('select 1');
    for (const link of proxy.open()) link.stopForwarding();
    await expect(pool.query('select 1')).rejects.toThrow('the database has not answered for 2 s');
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('is noticed by whoever begins to listen, and nobody answers', async () => {
    Logger.overrideLogger(false);
    const mute = createServer();
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = new URL(database.url);
    let isMute = true;
    const target = (): number => (isMute ? (mute.address() as AddressInfo).port : Number(port));
    const silent = await TcpProxy.start(target);
    const config = { DATABASE_URL: url.replace(String(proxy.port), String(silent.port)), TIME_SCALE: '0.01' };
    const wake = new Wake(testConfig(config));
    let hints = 0;
    void wake.listen(() => (hints += 1));
    await waitFor(() => silent.open().length > 0, { what: 'a connection on which nobody answers' });
    isMute = false;
    await waitFor(() => hints === 1, { what: 'the hint of a connection that works' });
    await wake.stop();
    silent.stop();
    mute.close();
    Logger.overrideLogger(['error', 'warn']);
  });

  it('is noticed by whoever listens, who listens again and looks for what was missed', async () => {
    Logger.overrideLogger(false);
    const wake = new Wake(testConfig({ DATABASE_URL: url, TIME_SCALE: '0.01' }));
    let hints = 0;
    await wake.listen(() => (hints += 1));
    for (const link of proxy.open()) link.stopForwarding();
    await waitFor(() => hints === 2, { what: 'the hint after the reconnection' });
    const pool = new Pool({ connectionString: database.url });
    await pool.query('notify stoflow_queue');
    await waitFor(() => hints === 3, { what: 'a hint over the new connection' });
    await pool.end();
    await wake.stop();
    Logger.overrideLogger(['error', 'warn']);
  });
});

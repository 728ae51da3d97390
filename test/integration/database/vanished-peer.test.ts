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
    const pool = new Pool({ connectionString: url, max: 1, stream: () => patientSocket(300) });
    pool.on('error', () => undefined);
    await pool.query('select 1');
    for (const link of proxy.open()) link.stopForwarding();
    await expect(pool.query('select 1')).rejects.toThrow('the database has not answered for 0.3 s');
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
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

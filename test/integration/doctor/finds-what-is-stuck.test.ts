import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import type { Finding } from '../../../src/ops/doctor/check.ts';
import { Doctor } from '../../../src/ops/doctor/doctor.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';
import { SICKNESSES } from './sicknesses.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('the doctor', () => {
  let world: LedgerWorld;
  let client: Client;

  beforeAll(async () => {
    world = await ledgerWorld();
    client = new Client({ connectionString: world.testDatabase.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await world.close();
  });
  afterEach(async () => {
    expect(await examine()).toEqual([]);
  });

  const examine = (tenant?: number): Promise<readonly Finding[]> =>
    new Doctor(world.database, MIGRATIONS).examine(tenant);

  it('finds nothing where nothing is wrong', async () => {
    await world.create(2);
    await world.database.query(
      `insert into public.instances (id, role, host, pid, lease_until)
       values (gen_random_uuid(), 'worker', 'here', 1, now() + interval '1 minute')`,
    );
    expect(await examine()).toEqual([]);
    await world.empty();
    await world.database.query('truncate public.instances');
  });

  it.each(SICKNESSES)('finds %s and says what to do', async (code, make, says, heal) => {
    await client.query(make);
    try {
      const findings = await examine();
      const found = findings.find((finding) => finding.code === code);
      expect(found).toMatchObject({ code, message: expect.stringContaining(says) });
      expect(found?.subject).not.toBe('');
      expect(found?.todo).not.toBe('');
      const others = (await examine(3)).map((finding) => finding.code);
      // What belongs to a tenant is not told to whoever asks about another one.
      if (/^(tenant|lane|pointer|job|account|batch|task|check|browser|rate|index)\./.test(code)) {
        expect(others).not.toContain(code);
      }
    } finally {
      await client.query(heal);
    }
  });

  it('finds a table full of dead rows', async () => {
    await client.query('alter table user_1.job_events set (autovacuum_enabled = false)');
    await client.query(
      `insert into user_1.job_events (type, actor) select 'x', 'test' from generate_series(1, 21000)`,
    );
    await client.query('delete from user_1.job_events');
    await client.query('select pg_stat_force_next_flush()');
    await waitFor(async () => (await examine()).some(({ code }) => code === 'table.dead_tuples'), {
      what: 'the statistics know of it',
    });
    await client.query('vacuum user_1.job_events');
    await waitFor(async () => (await examine()).length === 0, { what: 'the statistics know of the vacuum' });
  });

  it('finds a long transaction, connections near their limit, and clocks that differ', async () => {
    const other = new Client({ connectionString: world.testDatabase.url, application_name: 'somebody' });
    await other.connect();
    await other.query('begin');
    await other.query('select 1');
    const strict = { transactionSeconds: 0, connectionShare: 0 };
    const late = (): number => Date.now() - 60_000;
    const findings = await new Doctor(world.database, MIGRATIONS, strict, late).examine(undefined);
    await other.query('rollback');
    await other.end();
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['clock.differs', 'transaction.long', 'connections.near_limit']),
    );
    expect(findings.find(({ code }) => code === 'transaction.long')?.message).toContain('somebody');
    expect(findings.find(({ code }) => code === 'clock.differs')?.message).toMatch(/(59|60)\.\d s/);
  });

  it('names twenty of a kind and counts the others', async () => {
    await client.query(
      `insert into user_1.batch_jobs (marketplaces, action_code) select '{testmarket}', 'publish' from generate_series(1, 25)`,
    );
    const found = (await examine(1)).filter(({ code }) => code === 'batch.not_watched');
    await client.query('delete from user_1.batch_jobs');
    expect(found).toHaveLength(21);
    expect(found.at(-1)).toMatchObject({ subject: 'further', message: '5 more of this kind' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Encryption } from '../../../src/common/encryption/encryption.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { LEFT_TABLES, TENANT_TABLES } from '../../../src/ops/transfer/format.ts';
import { Doctor } from '../../../src/ops/doctor/doctor.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller } from '../../support/api-world.ts';
import { runCommand } from '../../support/run-command.ts';
import type { CommandRun } from '../../support/run-command.ts';
import { TEST_CREDENTIALS_KEY } from '../../support/test-config.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';

const PASSPHRASE = 'correct horse battery staple';

describe('a tenant that moves', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
    await world.account(1, 'secondmarket', { policy: 'x' });
    const [first = 0, second = 0] = await world.products(1, 2, { description: 'Größe "36"\n — 10,00 €' });
    await seller('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: [first, second],
    });
    const running = await world.job(1);
    await world.pretend(1, running.id, 'processing');
    await world.db.query(
      `insert into user_1.marketplace_tasks (job_id, position, task_type, step, effect, description, status, payload)
       values ($1, 1, 'direct_http', 'create', 'once', 'Create', 'processing', '{"price": 12345678901234567890.10}')`,
      [running.id],
    );
    const paused = await world.job(1);
    await seller('POST', `/api/marketplace/jobs/${paused.id}/pause`);
    await world.pretend(1, (await world.job(1)).id, 'failed');
    await world.db.query(
      `insert into user_1.listings (product_id, account_id, status, superseded_by, fingerprint)
       values ($1, 1, 'ended', null, '{"a": 1.10}'), ($1, 1, 'live', null, null)`,
      [first],
    );
    await world.db.query(`update user_1.listings set superseded_by = 2 where id = 1`);
    await world.db.query(
      `update public.lanes set holds = '{account}' where tenant_id = 1 and account_id = 2`,
    );
    // Ids that are gone are not given out again.
    await world.db.query(`select setval('user_1.products_id_seq', 500)`);
    await world.db.query(
      `insert into user_1.job_summaries values ('2026-01-01', 'testmarket', 'publish', 'failed', '', 12345678901)`,
    );
  });
  afterAll(() => world.close());

  const run = (
    line: string,
    input: readonly string[] = [],
    env: Record<string, string> = {},
  ): Promise<CommandRun> => {
    const usual = {
      NODE_ENV: 'test',
      DATABASE_URL: world.databaseUrl,
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${TEST_CREDENTIALS_KEY}`,
      TRANSFER_PASSPHRASE: PASSPHRASE,
    };
    return runCommand({ ...usual, ...env }, line, input);
  };
  /** What two exports of the same rows have in common: not whose they are, nor that open jobs are fenced and paused. */
  const alike = (lines: readonly string[]): readonly string[] =>
    lines.slice(1, -1).map((line) =>
      line
        .replace(/"sealed": "[^"]*"/, '"sealed"')
        .replace(/"epoch": \d+/, '"epoch"')
        .replace(/, ?"tenant_paused"|"tenant_paused"(, )?/, '')
        .replace(/("table":"job_queue".*)"unresolved": (true|false)/, '$1"unresolved"'),
    );

  it('has every table of its schema in the list of what moves', async () => {
    const tables = await world.db.query<{ table_name: string }>(
      `select table_name from information_schema.tables
       where table_schema = 'user_1' and table_name <> 'mikro_orm_migrations' order by 1`,
    );
    expect(tables.map((row) => row.table_name)).toEqual(
      [...TENANT_TABLES.map(([table]) => table), ...LEFT_TABLES].sort(),
    );
  });

  it('comes out of an import as it went into the export, under another id, with its credentials', async () => {
    const first = await run('tenants export --tenant 1 --with-credentials');
    expect(first).toMatchObject({ code: 0 });
    expect(first.err).toContain('It goes on here.');
    expect(first.lines.join('\n')).not.toContain('refresh"');
    expect(await run('tenants import --tenant 41', first.lines)).toEqual({ code: 0, lines: ['41'], err: '' });
    const second = await run('tenants export --tenant 41 --with-credentials');
    expect(alike(second.lines)).toEqual(alike(first.lines));

    const sealed = await world.db.query<{ id: number; credentials: string }>(
      'select id, credentials from user_41.marketplace_accounts where id = 1',
    );
    const text = world.get(Encryption).decrypt(sealed[0]?.credentials ?? '', { tenantId: 41, accountId: 1 });
    expect(JSON.parse(text)).toMatchObject({ refresh_token: 'refresh' });
    const [next] = await world.db.query<{ id: number }>(
      `insert into user_41.products (sku, title, price, currency) values ('new', 'New', 1, 'EUR') returning id`,
    );
    expect(next?.id).toBe(501);
    const [task] = await world.db.query<{ price: string }>(
      `select payload ->> 'price' as price from user_41.marketplace_tasks`,
    );
    expect(task?.price).toBe('12345678901234567890.10');
    // Nothing is lost between its tables and the queue; it is only paused.
    const findings = await new Doctor(world.db, MIGRATIONS).examine(41);
    expect(new Set(findings.map(({ code }) => code))).toEqual(
      new Set(['tenant.paused', 'lane.held', 'instance.none']),
    );
  });

  it('runs nothing until it is let go on, and fences whoever still holds a job there', async () => {
    const [open] = await world.db.query<{ jobs: number; higher: number }>(
      `select count(*) as jobs, count(*) filter (where theirs.epoch > ours.epoch) as higher
       from user_41.marketplace_jobs theirs join user_1.marketplace_jobs ours using (id)
       where theirs.status in ('pending', 'processing', 'paused')`,
    );
    expect(open?.jobs).toBe(4);
    expect(open?.higher).toBe(4);
    const pointers = await world.db.query(
      `select q.state, q.unresolved, q.epoch = j.epoch as same, q.owner from public.job_queue q
       join user_41.marketplace_jobs j on j.id = q.job_id where q.tenant_id = 41 and j.status = 'processing'`,
    );
    expect(pointers).toEqual([{ state: 'ready', unresolved: true, same: true, owner: null }]);
    const lanes = await world.db.query(
      `select holds, running, ready_at from public.lanes where tenant_id = 41 order by account_id`,
    );
    expect(lanes).toEqual([
      { holds: ['tenant_paused'], running: 0, ready_at: null },
      { holds: ['account', 'tenant_paused'], running: 0, ready_at: null },
    ]);
    const operator = world.as(null, 'admin');
    expect((await operator('POST', '/api/admin/tenants/41/resume-jobs')).status).toBe(200);
    const [lane] = await world.db.query<{ ready_at: Date | null }>(
      `select ready_at from public.lanes where tenant_id = 41 and account_id = 1`,
    );
    expect(lane?.ready_at).not.toBeNull();
  });

  it('leaves its credentials behind unless they are asked for, and then has to sign in again', async () => {
    const { lines } = await run('tenants export --tenant 1');
    expect(lines.join('\n')).not.toContain('sealed');
    expect((await run('tenants import --tenant 42', lines, { TRANSFER_PASSPHRASE: '' })).code).toBe(0);
    const accounts = await world.db.query(
      `select a.credentials, a.connection, 'reauth' = any(l.holds) as held
       from user_42.marketplace_accounts a join public.lanes l on l.tenant_id = 42 and l.account_id = a.id`,
    );
    expect(accounts).toEqual([
      { credentials: null, connection: 'needs_reauth', held: true },
      { credentials: null, connection: 'needs_reauth', held: true },
    ]);
  });

  it('is there whole or not at all', async () => {
    const { lines } = await run('tenants export --tenant 1 --with-credentials');
    const refused: readonly (readonly [
      string,
      string,
      readonly string[],
      string,
      Record<string, string>?,
    ])[] = [
      ['existing', '', lines, 'There is a tenant 1'],
      ['broken off', '--tenant 43', lines.slice(0, -5), 'breaks off'],
      ['a line is missing', '--tenant 43', lines.filter((_, index) => index !== 3), 'do not fit each other'],
      [
        'altered',
        '--tenant 43',
        lines.map((line) => line.replace('Coat 1', 'Coat 9')),
        'missing or were altered',
      ],
      ['nothing', '--tenant 43', ['hello'], 'no export of a tenant'],
      ['newer format', '--tenant 43', [lines[0]?.replace('"version":1', '"version":2') ?? ''], 'version 2'],
      [
        'other schema',
        '--tenant 43',
        [lines[0]?.replace(/"schema_version":"\d+/, '"schema_version":"1') ?? ''],
        'was written with schema',
      ],
      [
        'wrong passphrase',
        '--tenant 43',
        lines,
        'do not open',
        { TRANSFER_PASSPHRASE: 'another one, also long' },
      ],
      ['no passphrase', '--tenant 43', lines, 'at least 16', { TRANSFER_PASSPHRASE: 'short' }],
    ];
    for (const [what, options, input, says, env] of refused) {
      const answer = await run(`tenants import ${options}`.trim(), input, env);
      expect([what, answer.code]).toEqual([what, 1]);
      expect(answer.err).toContain(says);
    }
    const rename = (from: string, to: string): Promise<unknown> =>
      world.db.query(
        `update public.marketplace_action_types set code = $2 where marketplace = 'testmarket' and code = $1`,
        [from, to],
      );
    await rename('publish', 'dance');
    const unknown = await run('tenants import --tenant 43', lines);
    await rename('dance', 'publish');
    expect(unknown).toMatchObject({
      code: 1,
      err: 'The catalogue here has no action publish of testmarket.',
    });
    expect(await world.db.query(`select from public.tenants where id = 43`)).toEqual([]);
    expect(await world.db.query(`select from public.lanes where tenant_id = 43`)).toEqual([]);
    expect(await world.db.query(`select to_regnamespace('user_43')::text as schema`)).toEqual([
      { schema: null },
    ]);
    expect((await run('tenants export --tenant 99')).err).toContain('There is no tenant 99');
  });

  it('is suspended at its old place where it is handed over, once nothing of it runs', async () => {
    await world.db.query(
      `update public.job_queue set state = 'ready', owner = null where tenant_id = 1 and state = 'leased'`,
    );
    const { lines, code } = await run('tenants export --tenant 1 --hand-over');
    expect(code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ handed_over: true });
    expect(await world.db.query(`select status from public.tenants where id = 1`)).toEqual([
      { status: 'suspended' },
    ]);
    expect(
      await world.db.query(`select from public.lanes where tenant_id = 1 and not 'tenant' = any(holds)`),
    ).toEqual([]);
    // Suspended there, not here.
    expect((await run('tenants import --tenant 44', lines)).code).toBe(0);
    expect(await world.db.query(`select status from public.tenants where id = 44`)).toEqual([
      { status: 'active' },
    ]);
    expect(
      await world.db.query(`select from public.lanes where tenant_id = 44 and 'tenant' = any(holds)`),
    ).toEqual([]);
  });
});

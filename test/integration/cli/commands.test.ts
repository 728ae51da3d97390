import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { Client } from 'pg';
import { assembleApp, describeApi, describeMessages } from '../../../src/app.ts';
import { Encryption } from '../../../src/common/encryption/encryption.ts';
import { runCli } from '../../../src/cli/run.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import type { AppConfig } from '../../../src/config/app-config.ts';
import { withLocalSecrets } from '../../../src/config/local-secrets.ts';
import type { ProductSnapshot } from '../../../src/domain/snapshots.ts';
import { HandlerRegistry } from '../../../src/handlers/registry/handler-registry.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { TokenVerifier } from '../../../src/tenancy/auth/token-verifier.ts';
import { handledMarketplaces } from '../../support/marketplace-names.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('the command line', () => {
  let database: TestDatabase;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    folder = await mkdtemp(join(tmpdir(), 'stoflow-cli-'));
    env = { DATABASE_URL: database.url, DATA_DIR: join(folder, 'data'), JWT_SECRET: TEST_JWT_SECRET };
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function run(line: string, extra: Record<string, string> = {}): Promise<Run> {
    const out: string[] = [];
    const err: string[] = [];
    const program = {
      env: { ...env, ...extra },
      migrations: MIGRATIONS,
      describeApi: async (config: AppConfig) => describeApi(await assembleApp(config), config),
      describeMessages: async (config: AppConfig) => describeMessages(await assembleApp(config), config),
      describeHandlers: async (config: AppConfig, product: ProductSnapshot) =>
        (await assembleApp(config)).get(HandlerRegistry).describe(product),
      errorBook: async (config: AppConfig) => (await assembleApp(config)).get(HandlerRegistry).errors,
      write: () => Promise.resolve(),
      input: Readable.from([]),
      print: (text: string) => void out.push(text),
      note: (text: string) => void err.push(text),
    };
    const code = await runCli(program, line === '' ? [] : line.split(' '));
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  it('says of a database that is empty, or not there, what is wrong and what to do', async () => {
    const empty = await run('doctor');
    expect(empty.code).toBe(1);
    expect(empty.err).toBe('');
    expect(empty.out).toMatch(/^database\.not_migrated\n  database \S+: it has no tables of StoFlow/);
    expect(empty.out).toContain('What to do: Where it is new, npm run cli -- migrate makes them');
    const json = await run('doctor --json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject([{ code: 'database.not_migrated' }]);
    expect(await run('tenants list')).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^relation "public\.tenants" does not exist\nnpm run -s cli -- doctor says/),
    });

    const nobody = { DATABASE_URL: 'postgres://stoflow@localhost:1/stoflow' };
    const away = await run('doctor --json', nobody);
    expect(away.code).toBe(1);
    expect(JSON.parse(away.out)).toMatchObject([
      { code: 'database.unreachable', message: expect.stringContaining('ECONNREFUSED') },
    ]);
    const stranger = await run('tenants list', nobody);
    expect({ ...stranger, err: stranger.err.split('\n').length }).toEqual({ code: 1, out: '', err: 2 });
  });

  it('provisions the first tenant on an empty database, lists, suspends and resumes', async () => {
    expect(await run('tenants provision --name First')).toEqual({ code: 0, out: '1', err: '' });
    expect(await run('tenants provision --name Second --tier gold --weight 2')).toMatchObject({ out: '2' });
    expect((await run('tenants suspend 2')).code).toBe(0);
    const listed = (await run('tenants list')).out.split('\n').map((line) => line.split('\t'));
    expect(listed.map(([id, status, , name]) => [id, status, name])).toEqual([
      ['1', 'active', 'First'],
      ['2', 'suspended', 'Second'],
    ]);
    expect((await run('tenants resume 2')).code).toBe(0);
    expect(JSON.parse((await run('tenants list --json')).out)).toMatchObject([
      {},
      { id: 2, status: 'active' },
    ]);
    expect(await run('tenants suspend 99')).toEqual({ code: 1, out: '', err: 'There is no tenant 99.' });
  });

  it('seals credentials anew, and says by its exit code whether old keys may be dropped', async () => {
    const [old, fresh] = ['a', 'b'].map((id, place) => `${id}:${Buffer.alloc(32, place).toString('base64')}`);
    const keys = (list: string): Record<string, string> => ({ CREDENTIALS_KEYS: list });
    const sealed = new Encryption(loadConfig({ ...env, ...keys(old ?? '') })).encrypt('{}', {
      tenantId: 1,
      accountId: 1,
    });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `insert into user_1.marketplace_accounts (id, marketplace, name, external_id, credentials)
       overriding system value values (1, 'ebay', 'Shop', 'shop', $1)`,
      [sealed],
    );
    await client.end();

    const before = await run('keys status', keys(`${fresh},${old}`));
    expect({ ...before, out: JSON.parse(before.out) as unknown }).toMatchObject({
      code: 1,
      out: { sealingKey: 'b', keysInUse: { a: 1 }, complete: false },
    });
    expect((await run('keys rotate', keys(fresh ?? ''))).code).toBe(1);
    const rotated = await run('keys rotate', keys(`${fresh},${old}`));
    expect({ ...rotated, out: JSON.parse(rotated.out) as unknown }).toMatchObject({
      code: 0,
      out: { keysInUse: { b: 1 }, tenants: [{ tenantId: 1, resealed: 1 }], untouched: 1, complete: true },
    });
    expect((await run('keys status', keys(fresh ?? ''))).code).toBe(0);
  });

  it('migrates, and fails with 1 and the tenant’s name when one fails', async () => {
    const fine = await run('migrate --parallel 2');
    expect(fine.code).toBe(0);
    expect(JSON.parse(fine.out)).toMatchObject({ public: [], tenants: { failed: [] } });

    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`update public.tenants set schema_version = '0:none' where id = 1`);
    await client.query('drop table user_1.mikro_orm_migrations');
    await client.end();
    const broken = await run('migrate');
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({ tenants: { failed: [{ tenantId: 1 }] } });
  });

  it('finds what is stuck, in words and as JSON, and says so by its exit code', async () => {
    const broken = await run('doctor');
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('tenant.schema_error\n  tenant 1: its last upgrade failed');
    expect(broken.out).toContain('What to do: Repair what it names');
    expect(JSON.parse((await run('doctor --tenant 1 --json')).out)).toContainEqual(
      expect.objectContaining({ code: 'tenant.schema_error', subject: 'tenant 1' }),
    );
    expect(await run('doctor --tenant 2')).toEqual({ code: 0, out: 'Nothing is stuck.', err: '' });
  });

  it('issues tokens that the program accepts', async () => {
    const { out, code } = await run(
      'tokens issue --tenant 7 --scope tenant --scope admin --subject ada --ttl 30m',
    );
    expect(code).toBe(0);
    const { exp = 0, iat = 0 } = decodeJwt(out);
    expect(exp - iat).toBe(1800);
    expect(await new TokenVerifier(loadConfig(env)).verify(out)).toEqual({
      subject: 'ada',
      tenant: { id: 7, schema: 'user_7' },
      scopes: new Set(['tenant', 'admin']),
      expiresAt: new Date(exp * 1000),
    });
  });

  it('keeps generated secrets where only their owner may read them, and uses them again', async () => {
    const without = { JWT_SECRET: '' };
    const first = await run('tokens issue --scope admin', without);
    const { mode } = await stat(join(folder, 'data', 'secrets.json'));
    expect(mode & 0o777).toBe(0o600);

    const config = loadConfig(await withLocalSecrets({ ...env, ...without }));
    await expect(new TokenVerifier(config).verify(first.out)).resolves.toMatchObject({ subject: 'cli' });
    await expect(new TokenVerifier(loadConfig(env)).verify(first.out)).rejects.toMatchObject({
      code: 'auth.invalid',
    });
  });

  it('describes the API without a database', async () => {
    const { code, out } = await run('openapi', { DATABASE_URL: '' });
    const document = JSON.parse(out) as { openapi: string; paths: Record<string, object> };
    expect(code).toBe(0);
    expect(document.openapi).toMatch(/^3\./);
    expect(document.paths).toHaveProperty(['/api/admin/tenants', 'post', 'responses', '201']);
    expect(document.paths).toHaveProperty(['/api/admin/tenants', 'get', 'responses', '401', '$ref']);
    expect(document.paths).toHaveProperty(['/health/live', 'get', 'security'], []);
    expect(document.paths).toHaveProperty(['/api/admin/tenants', 'get', 'security'], [{ bearer: [] }]);
  });

  it('explains every error code, as docs/errors.md does', async () => {
    const { code, out } = await run('errors', { DATABASE_URL: '' });
    expect(code).toBe(0);
    expect(`${out}\n`).toBe(await readFile(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8'));
  });

  it('names the real marketplaces in the description of the API', async () => {
    const { out } = await run('openapi', { DATABASE_URL: '' });
    const names = handledMarketplaces();
    const { components } = JSON.parse(out) as { components: { schemas: Record<string, object> } };
    expect(components.schemas['JobResponse']).toHaveProperty('properties.marketplace', {
      type: 'string',
      example: names[0],
      enum: names,
    });
    expect(out).toContain(`there are ${names.join(', ')}.`);
    expect(out).not.toMatch(/<marketplaces?>/);
  });

  it.each([
    ['', 'usage: stoflow'],
    ['nothing', 'There is no command "nothing"'],
    ['tenants', 'There is no command "tenants"'],
    ['migrate --paralel 2', 'usage: stoflow migrate'],
    ['migrate --parallel 0', 'must be a positive integer'],
    ['tenants provision', '--name is required'],
    ['tenants provision --name x --weight 0', '--weight must be'],
    ['tenants suspend', 'usage: stoflow tenants suspend <id>'],
    ['tenants suspend x', 'must be a positive integer'],
    ['tokens issue', 'needs --tenant'],
    ['doctor --tenant x', 'must be a positive integer'],
    ['tokens issue --scope root', '--scope must be one of'],
    ['tokens issue --tenant 1 --ttl 12', 'such as 12h'],
  ])('answers "%s" with its usage and exit code 2', async (line, says) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });

  it('explains itself on demand', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('tokens issue') });
    expect(await run('tokens issue --help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--ttl'),
    });
    const wordOf = (line: string): string => line.trim().split(' ', 1)[0] ?? '';
    const { code, out } = await run('tenants --help');
    expect(code).toBe(0);
    expect(new Set(out.match(/^ {2}\S.*$/gm)?.map(wordOf))).toEqual(new Set(['tenants']));
    expect((await run('keys')).err).toMatch(
      /^There is no command "keys"\.\n\nusage: .*\n\n {2}keys status\n.*\n {2}keys rotate\n.*$/,
    );
  });

  it('says which variable is wrong', async () => {
    const { code, err } = await run('tenants list', { DATABASE_URL: 'nonsense' });
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL');
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { MIGRATIONS } from '../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../src/tenancy/migrations/tenant-migrator.ts';

/** A database of a test's own. */
export interface TestDatabase {
  /** `postgres://…` of it, as a superuser. */
  readonly url: string;
  /** Removes it, also when connections are still open. */
  drop(): Promise<void>;
}

/** What a test database contains besides the shared tables. */
export interface TestDatabaseOptions {
  /** How many tenants are provisioned, with the ids 1 to n. */
  readonly tenants?: number;
}

const SOURCES = join(import.meta.dirname, '../../migrations');

/**
 * Clones a template that has all migrations and some tenants. The template is made by the first test that needs it
 * and is named after the migrations' sources, so a changed migration makes a new one.
 * @param options how many tenants it has; 2 by default
 * @returns the database
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const template = await ensureTemplate(options.tenants ?? 2);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withAdmin((admin) =>
    admin.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`),
  );
  return testDatabase(name);
}

/**
 * @returns a database without any table, for tests of the migrations themselves
 */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withAdmin((admin) => admin.query(`create database ${escapeIdentifier(name)} template template0`));
  return testDatabase(name);
}

function testDatabase(name: string): TestDatabase {
  return {
    url: databaseUrl(name),
    drop: () =>
      withAdmin(async (admin) => {
        await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      }),
  };
}

const templates = new Map<number, Promise<string>>();

function ensureTemplate(tenants: number): Promise<string> {
  const known = templates.get(tenants);
  if (known !== undefined) return known;
  const made = makeTemplate(tenants);
  templates.set(tenants, made);
  return made;
}

async function makeTemplate(tenants: number): Promise<string> {
  const name = `template_${await sourcesHash()}_${tenants}`;
  await withAdmin(async (admin) => {
    // Test files run in several processes at once: one makes the template, the others wait for it.
    await admin.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await admin.query<{ complete: boolean }>(
      'select datistemplate as complete from pg_database where datname = $1',
      [name],
    );
    if (found.rows[0]?.complete === true) return;
    // A run that was killed left half of one.
    await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    await admin.query(`create database ${escapeIdentifier(name)} template template0`);
    const config = { DATABASE_URL: databaseUrl(name) };
    await migrateEverything(config, MIGRATIONS);
    await new TenantMigrator(config, MIGRATIONS).provisionAll(
      Array.from({ length: tenants }, (_, index) => ({ name: `Tenant ${index + 1}` })),
      1,
    );
    await admin.query(`alter database ${escapeIdentifier(name)} is_template true`);
  });
  return name;
}

async function sourcesHash(): Promise<string> {
  const files = await readdir(SOURCES, { recursive: true });
  const hash = createHash('sha256');
  for (const file of files.filter((entry) => entry.endsWith('.ts')).sort()) {
    hash.update(`${file}\0`).update(await readFile(join(SOURCES, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function withAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: serverUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['STOFLOW_TEST_DATABASE_URL'];
  if (url === undefined || url === '') {
    throw new Error('STOFLOW_TEST_DATABASE_URL is not set: no test database server was started');
  }
  return url;
}

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database that other databases of the same test run are cloned from. */
export interface DatabaseTemplate {
  /** Short and unique among the templates of a run. */
  readonly name: string;
  /** Fills the empty database behind the URL; called once in a run, and must close its connections. */
  prepareTemplate(url: string): Promise<void>;
}

/** A database of one test or one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** Removes the database with whatever is still connected to it; with KEEP_FAILED=1 the end of the run decides. */
  drop(): Promise<void>;
}

/**
 * Creates a database on the server of this test run.
 * @param template what it is cloned from; empty without one
 * @returns the database
 * @throws {Error} when the run has no server, because only unit tests were asked for
 */
export async function createDatabase(template?: DatabaseTemplate): Promise<TestDatabase> {
  const name = runName(randomBytes(5).toString('hex'));
  await withServer(async (server) => {
    if (template === undefined) {
      await server.query(`create database ${name}`);
    } else {
      await ensureTemplate(server, template);
      // Copies pages instead of logging them: the faster strategy where the server does not wait for the disk.
      await server.query(`create database ${name} template ${templateName(template)} strategy file_copy`);
    }
    await server.query(`comment on database ${name} is ${server.escapeLiteral(currentTestFile())}`);
  });
  return { name, url: urlOf(name), drop: () => dropDatabase(name) };
}

async function dropDatabase(name: string): Promise<void> {
  if (process.env['KEEP_FAILED'] === '1') return;
  await withServer((server) => server.query(`drop database if exists ${name} with (force)`));
}

/** Workers ask at once: the first makes the template under a lock, aside, so that one half made is never cloned. */
async function ensureTemplate(server: Client, template: DatabaseTemplate): Promise<void> {
  const name = templateName(template);
  const key = `hashtext(${server.escapeLiteral(name)})`;
  await server.query(`select pg_advisory_lock(${key})`);
  try {
    const found = await server.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await server.query(`create database ${name}_making`);
    try {
      await template.prepareTemplate(urlOf(`${name}_making`));
      await server.query(`alter database ${name}_making rename to ${name}`);
    } catch (error) {
      await server.query(`drop database if exists ${name}_making with (force)`);
      throw error;
    }
  } finally {
    await server.query(`select pg_advisory_unlock(${key})`);
  }
}

async function withServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

function templateName(template: DatabaseTemplate): string {
  return runName(`template_${template.name}`);
}

function runName(what: string): string {
  return `stoflow_test_${process.env['STOFLOW_TEST_RUN']}_${what}`;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['STOFLOW_TEST_DATABASE_URL'];
  if (url === undefined)
    throw new Error('This run has no database server: it was asked for unit tests only.');
  return url;
}

function currentTestFile(): string {
  const { expect } = globalThis as { expect?: { getState(): { testPath?: string } } };
  return expect?.getState().testPath ?? '';
}

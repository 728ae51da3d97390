import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { runCommand } from '../../support/run-command.ts';
import type { CommandRun } from '../../support/run-command.ts';
import { TEST_CREDENTIALS_KEY } from '../../support/test-config.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { TestTerminal } from '../../support/test-terminal.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';

describe('commands that take long, on a terminal', () => {
  let database: Pick<TestDatabase, 'url' | 'drop'>;
  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  const run = (
    line: string,
    terminal: TestTerminal | undefined,
    input: readonly string[] = [],
  ): Promise<CommandRun> => {
    const env = {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${TEST_CREDENTIALS_KEY}`,
    };
    return runCommand(env, line, input, { terminal });
  };
  /** Runs a command on a terminal, which must be as it was afterwards. */
  const shown = async (
    line: string,
    input: readonly string[] = [],
  ): Promise<CommandRun & { seen: string }> => {
    const terminal = new TestTerminal();
    const ran = await run(line, terminal, input);
    expect(terminal.line).toBe('');
    return { ...ran, seen: terminal.seen.join('\n') };
  };

  it('show how far they are, and say the same as elsewhere', async () => {
    const provisioned = await shown('tenants provision --name First');
    expect(provisioned.lines).toEqual(['1']);
    expect(provisioned.seen).toMatch(/100 % (\d+) of \1 steps of the shared tables/);
    expect(provisioned.seen).toMatch(/100 % (\d+) of \1 steps of its schema/);

    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `insert into user_1.products (sku, title, price, currency, pictures)
       values ('A', 'Coat', 1, 'EUR', '[]'), ('B', 'Hat', 1, 'EUR', '[]')`,
    );
    await client.end();
    const exported = await shown('tenants export --tenant 1');
    expect(exported.seen).toMatch(/ \d+ of 18 tables, \d+ rows/);
    expect(exported.seen).not.toContain('{');
    const imported = await shown('tenants import --tenant 2', exported.lines);
    expect(imported.lines).toEqual(['2']);
    expect(imported.seen).toContain('0 of 18 tables, 2 rows');

    expect((await shown('keys rotate')).seen).toContain('100 % 2 of 2 tenants');
    expect((await shown('doctor')).seen).toMatch(/ \d+ of \d+ looks/);
    expect((await shown('migrate')).seen).toBe('');
  });

  it('draw nothing for a program that reads JSON, nor between the lines of an export', async () => {
    expect((await shown('doctor --json')).seen).toBe('');
    const both = new TestTerminal(120, true);
    expect((await run('tenants export --tenant 1', both)).code).toBe(0);
    expect(both.text).toBe('');
  });

  it('leave nothing in what they write where there is no terminal', async () => {
    const { err, lines } = await run('tenants provision --name Third', undefined);
    expect({ err, lines }).toEqual({ err: '', lines: ['3'] });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DOCUMENTS = ['ARCHITECTURE.md', 'docs/deploy/upgrades.md', 'docs/deploy/backups.md'];

/** Every block fenced as SQL, as a person would paste it; they speak of tenant 1. */
const BLOCKS = DOCUMENTS.flatMap((path) =>
  [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^```sql\n([\s\S]*?)^```/gm)].map(
    ([, sql = ''], index) => [`${path}, block ${index + 1}`, sql] as const,
  ),
);

describe('statements in the documents', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('are there at all', () => {
    expect(new Set(BLOCKS.map(([name]) => name.split(',')[0]))).toEqual(new Set(DOCUMENTS));
  });

  it.each(BLOCKS)('run: %s', async (_name, sql) => {
    await expect(client.query(sql)).resolves.toBeDefined();
  });
});

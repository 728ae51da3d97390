import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { documents } from '../../support/documents/document-files.ts';
import { fences } from '../../support/documents/markdown.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

/** Every block fenced as SQL, as a person would paste it; they speak of tenant 1. */
const BLOCKS = [...documents('{*.md,docs/**/*.md}')].flatMap(([path, text]) =>
  fences(text)
    .filter(({ language, info }) => language === 'sql' && !info.startsWith('no-run:'))
    .map(({ line, body }) => [`${path}:${line}`, body] as const),
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
    expect(BLOCKS.length).toBeGreaterThanOrEqual(15);
  });

  it.each(BLOCKS)('run: %s', async (_name, sql) => {
    await expect(client.query(sql)).resolves.toBeDefined();
  });
});

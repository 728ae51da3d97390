import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documents } from '../../support/documents/document-files.ts';
import { DocumentedWorld } from '../../support/documents/documented-world.ts';
import { missingFromHead, runBlocks, shellBlocks } from '../../support/documents/shell-blocks.ts';
import { TEST_CREDENTIALS_KEY } from '../../support/test-config.ts';
import { TEST_JWT_SECRET, bearer } from '../../support/tokens.ts';

const DOCUMENTS = [...documents('{README.md,CONTRIBUTING.md,docs/**/*.md}')]
  .map(([path, text]) => [path, shellBlocks(text)] as const)
  .filter(([, blocks]) => blocks.length > 0);

describe('what the documents tell a reader to type', () => {
  let world: DocumentedWorld;

  beforeAll(async () => {
    // A new program's ids begin with 1.
    world = await DocumentedWorld.start({ isNew: true });
  });
  afterAll(() => world.close());

  it('is in the documents for beginners', () => {
    expect(DOCUMENTS.map(([path]) => path)).toEqual(
      expect.arrayContaining(['README.md', 'docs/api_conventions.md']),
    );
  });

  it.each(DOCUMENTS)('works: %s', async (_path, blocks) => {
    const { api } = world;
    const [product] = await api.products(1, 1);
    const printed = await runBlocks(blocks, api.url, {
      STOFLOW: api.url,
      TOKEN: (await bearer({ tenant: 1 })).replace('Bearer ', ''),
      PRODUCT: String(product),
      DATABASE_URL: api.databaseUrl,
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${TEST_CREDENTIALS_KEY}`,
    });
    const missing = blocks.flatMap((block, index) =>
      missingFromHead(block, printed[index] ?? '').map((line) => `line ${block.line}: no ${line}`),
    );
    expect(missing).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is used of jest's interface of transformers. */
interface TransformerModule {
  readonly default: {
    createTransformer(options: object): {
      process(source: string, path: string, options: object): { readonly map?: unknown };
    };
  };
}

const ROOT = join(import.meta.dirname, '../../..');

describe('what the coverage counts', () => {
  it('is what stands in the sources: compiled code tells where it came from in a form that jest can read', async () => {
    const module = (await import(`${ROOT}/test/support/swc-transform.mjs`)) as TransformerModule;
    const path = join(ROOT, 'src/tenancy/migrations/public-migrator.ts');
    const swc = module.default.createTransformer({
      jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
      sourceMaps: true,
    });
    const { map } = swc.process(readFileSync(path, 'utf8'), path, { supportsStaticESM: true });
    expect(map).toMatchObject({ version: 3, mappings: expect.stringMatching(/;/) });
  });
});

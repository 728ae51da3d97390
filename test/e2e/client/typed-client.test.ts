import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TypedProgram, blockOf } from '../../support/openapi/typed-program.ts';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';

const DOCUMENT = 'docs/api_conventions.md';
const SECTION = 'A typed client';

describe('a client generated from the OpenAPI document', () => {
  const seller = blockOf(DOCUMENT, 'ts', SECTION);
  let app: TestApp;
  let typed: TypedProgram;

  beforeAll(async () => {
    app = await startTestApp();
    typed = await TypedProgram.with(`${app.url}/docs-json`);
  });
  afterAll(async () => {
    await typed.remove();
    await app.close();
  });

  it('compiles as it is documented, and does on the running API what it says', async () => {
    expect(typed.complaints([seller])).toEqual([[]]);
    const token = (await bearer({ tenant: 1 })).replace('Bearer ', '');
    expect(await typed.run(seller, { STOFLOW: app.url, TOKEN: token })).toBe(
      blockOf(DOCUMENT, 'text', SECTION),
    );
  });

  it('does not compile with anything wrong in it', () => {
    const mistakes = [
      ["'/api/products/{id}'", "'/api/product/{id}'"],
      ["sku: 'COAT-0042', ", ''],
      ["price: '79.90'", 'price: 79.9'],
      ['data?.version', 'data?.revision'],
    ] as const;
    const wrong = mistakes.map(([right, mistake]) => {
      expect(seller).toContain(right);
      return seller.replace(right, mistake);
    });
    for (const complaints of typed.complaints(wrong)) expect(complaints).not.toEqual([]);
  });
});

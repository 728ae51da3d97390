import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { EtsyTaxonomy } from '../../../../src/handlers/etsy/etsy-taxonomy.ts';
import type { EtsyCaller } from '../../../../src/handlers/etsy/etsy-tokens.ts';
import { EtsyBench } from './etsy-bench.ts';

const WISH = { kind: 'names', paths: [['no such place']] } as const;

const callerOf = (account: number, signal: AbortSignal): EtsyCaller => ({
  tenant: tenantRef(1),
  account: { id: account },
  signal,
});

describe('what is read once for all shops', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('fails for whoever asked and was broken off, and for nobody who waited beside it', async () => {
    const shop = await bench.seller();
    const taxonomy = new EtsyTaxonomy(shop.api, new SystemClock());
    const broken = new AbortController();
    const first = taxonomy.idOf(callerOf(5, broken.signal), WISH);
    const second = taxonomy.idOf(callerOf(6, new AbortController().signal), WISH);
    broken.abort();
    await expect(first).rejects.toThrow();
    await expect(second).resolves.toBeUndefined();
    // What the second one read is kept.
    const asked = bench.proxy.calls.length;
    await taxonomy.idOf(callerOf(5, new AbortController().signal), WISH);
    expect(bench.proxy.calls).toHaveLength(asked);
  });
});

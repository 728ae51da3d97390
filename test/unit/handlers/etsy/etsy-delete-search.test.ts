import { describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { StepContext, TaskView } from '../../../../src/handlers/contract/contexts.ts';
import { FindListingStep } from '../../../../src/handlers/etsy/delete/find-listing.step.ts';
import { etsyListingOf } from '../../../../src/handlers/etsy/etsy-listing.ts';
import type { EtsyListingsClient } from '../../../../src/handlers/etsy/etsy-listings.client.ts';
import { DraftSearch } from '../../../../src/handlers/etsy/publish/draft-search.ts';
import { aVintageProduct } from './product.ts';

const TASK: TaskView = {
  position: 0,
  step: 'find',
  taskType: 'direct_http',
  effect: 'none',
  payload: {},
  attempt: 1,
  attemptKey: 'find#1',
  startedAt: new Date('2026-03-01T00:00:00Z'),
};

function contextOf(): StepContext {
  return {
    tenant: tenantRef(1),
    job: { id: 1, marketplace: 'etsy', actionCode: 'delete', input: {} },
    product: aVintageProduct(),
    account: {
      id: 5,
      marketplace: 'etsy',
      externalId: '9',
      status: 'connected',
      settings: { shop_id: 9 },
    },
    superseded: [],
    listing: { id: 3, status: 'unknown', externalIds: {}, url: null, fingerprint: null, shown: {} },
    results: {},
    signal: AbortSignal.timeout(5_000),
    log: { info: () => undefined, warn: () => undefined },
  };
}

describe('looking for a listing to end in a shop', () => {
  /** A shop of so many listings of other products, by pages as Etsy gives them. */
  function shopOf(count: number): FindListingStep {
    const page = async (
      _caller: unknown,
      _shopId: number,
      state: string,
      offset: number,
    ): ReturnType<EtsyListingsClient['page']> => {
      const length = Math.max(0, Math.min(100, count - offset));
      const listings = Array.from({ length }, (_unused, index) =>
        etsyListingOf({ listing_id: offset + index + 1, state, skus: ['OTHER'], created_timestamp: 1_000 }),
      ).flatMap((listing) => listing ?? []);
      return { listings, count };
    };
    const claims = { claim: async () => ({ kept: undefined, free: [] }) };
    return new FindListingStep(new DraftSearch({ page } as unknown as EtsyListingsClient, claims));
  }

  it('is sure that there is none after it has read every listing, however old', async () => {
    expect(await shopOf(950).execute(TASK, contextOf())).toMatchObject({
      kind: 'done',
      result: { listing_id: null },
    });
  });

  it('does not say that there is none where the shop is too large to be read', async () => {
    expect(await shopOf(1_050).execute(TASK, contextOf())).toMatchObject({
      kind: 'refused',
      code: 'etsy.search_incomplete',
      actor: 'seller',
    });
  });
});

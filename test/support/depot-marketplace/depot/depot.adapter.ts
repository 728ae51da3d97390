import type { AccountSnapshot } from '../../../../src/domain/snapshots.ts';
import type { TenantRef } from '../../../../src/domain/tenant-ref.ts';
import { MarketplaceAdapter } from '../../../../src/handlers/contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope } from '../../../../src/handlers/contract/marketplace-adapter.ts';
import { Marketplace } from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { verifyDepot } from './depot-checklist.ts';
import { DEPOT_ERROR_CATALOGUE } from './depot-error-catalogue.ts';
import { DepotItemsClient } from './depot-items.client.ts';

/** Depot as StoFlow's queue sees it. */
@Marketplace()
export class DepotAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'depot';
  override readonly maxRunningPerAccount = 2;
  override readonly rateScopes: Readonly<Record<string, RateScope>> = {
    api: { per: 'account', capacity: 20, refillPerSecond: 20 },
  };
  override readonly unsupported = {
    relist: 'Depot shows items by price: a new copy would not come up first.',
  };
  override readonly typical = { settings: {}, externalIds: { depot_id: 'd1' } };
  override readonly errors = DEPOT_ERROR_CATALOGUE;

  constructor(private readonly client: DepotItemsClient) {
    super();
  }

  override verify(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<readonly ChecklistItem[]> {
    return verifyDepot(this.client, { tenant, account, signal });
  }
}

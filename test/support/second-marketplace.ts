import { Module } from '@nestjs/common';
import type { Sql } from '../../src/common/database/sql.ts';
import { done } from '../../src/domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../src/domain/outcome.ts';
import type { AccountSnapshot } from '../../src/domain/snapshots.ts';
import type { TaskPlan } from '../../src/domain/task-plan.ts';
import type { TenantRef } from '../../src/domain/tenant-ref.ts';
import { BaseJobHandler } from '../../src/handlers/contract/base-job-handler.ts';
import { MarketplaceAdapter } from '../../src/handlers/contract/marketplace-adapter.ts';
import type { ChecklistItem, RateScope } from '../../src/handlers/contract/marketplace-adapter.ts';
import type { ProductAttribute } from '../../src/handlers/contract/product-attribute.ts';
import {
  Marketplace,
  MarketplaceHandler,
} from '../../src/handlers/contract/marketplace-handler.decorator.ts';

abstract class OneStepHandler extends BaseJobHandler {
  override readonly planVersion = 1;

  override plan(): readonly TaskPlan[] {
    return [{ step: 'work', taskType: 'db_operation', effect: 'none', description: 'Works' }];
  }

  override executeTask(): Promise<Outcome> {
    return Promise.resolve(done());
  }

  override reconcile(): Promise<Reconciliation> {
    return Promise.resolve({ kind: 'absent' });
  }
}

@MarketplaceHandler({ marketplace: 'secondmarket', action: 'publish' })
class SecondPublishHandler extends OneStepHandler {}

@MarketplaceHandler({ marketplace: 'secondmarket', action: 'sync' })
class SecondSyncHandler extends OneStepHandler {}

@Marketplace()
class SecondAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'secondmarket';
  override readonly maxRunningPerAccount = 1;
  override readonly rateScopes: Readonly<Record<string, RateScope>> = {};
  override readonly unsupported = { delete: 'Second Market keeps everything for ever.' };

  override readonly productAttributes: readonly ProductAttribute[] = [
    {
      name: 'second_shelf',
      label: 'Shelf',
      kind: 'text',
      help: 'Where it lies.',
      choices: [{ value: 'top', label: 'The one on top' }],
    },
    { name: 'second_note', label: 'Note', kind: 'lines', help: 'Anything.' },
  ];

  /** What it answers depends on the account's settings, as a test wants it. */
  override verify(_tenant: TenantRef, account: AccountSnapshot): Promise<readonly ChecklistItem[]> {
    if (account.settings['unreachable'] === true) return Promise.reject(new Error('connection refused'));
    return Promise.resolve([
      { code: 'shop', ok: true, message: 'There is a shop.' },
      { code: 'policy', ok: false, message: 'Choose a policy.', actor: 'seller' },
    ]);
  }
}

/** A marketplace with an action on whole accounts, and one that it declares impossible. */
@Module({ providers: [SecondPublishHandler, SecondSyncHandler, SecondAdapter] })
export class SecondMarketplaceModule {}

/** The catalogue rows of the second marketplace. */
export async function seedSecondCatalogue(sql: Sql): Promise<void> {
  await sql.query(
    `insert into public.marketplace_action_types
       (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
        backoff_base_ms, backoff_cap_ms, needs_plugin)
     values ('secondmarket', 'publish', 'Publish', 'For tests', 3, false, 0, 3, 5, 100, 400, false),
            ('secondmarket', 'sync', 'Sync', 'For tests', 4, true, 0, 3, 5, 100, 400, false),
            ('secondmarket', 'delete', 'Delete', 'For tests', 1, false, 0, 3, 5, 100, 400, false)`,
  );
}

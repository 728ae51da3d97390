import { applyAccountEffect } from '../../accounts/account-effect.ts';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { AccountStatus } from '../../domain/vocabulary.ts';
import type { ExecutorState, SettledExecutor } from '../../queue/executors.ts';

/** What a seller reads of an account, by how it stands in the browser. Other states say nothing about the account. */
const TOLD: Partial<
  Readonly<Record<ExecutorState, { readonly status: AccountStatus; readonly reason: string }>>
> = {
  ready: { status: 'connected', reason: '' },
  challenge: {
    status: 'challenge',
    reason:
      'The marketplace wants to see a human. Open it in your browser and solve its check; work then goes on.',
  },
  logged_out: {
    status: 'needs_reauth',
    reason: 'Your browser is logged out. Log in to the marketplace there; work then goes on.',
  },
  wrong_account: {
    status: 'needs_reauth',
    reason: 'Your browser is logged in as somebody else. Log in as this account there; work then goes on.',
  },
};

/**
 * Writes what the browsers say of accounts where the seller sees it.
 * @param sql the transaction that settled the lanes
 * @param tenant whose accounts
 * @param settled the lanes, after their executors were chosen
 */
export async function tellAccounts(
  sql: Sql,
  tenant: TenantRef,
  settled: readonly SettledExecutor[],
): Promise<void> {
  for (const { accountId, state } of settled) {
    const told = state === null ? undefined : TOLD[state];
    if (told !== undefined) await applyAccountEffect(sql, tenant, accountId, { type: 'account', ...told });
  }
}

import type { AccountSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';

/** A request for one job that was found to be possible. */
export interface ExaminedJob {
  readonly type: ActionType;
  readonly account: AccountSnapshot;
  readonly product: ProductSnapshot | null;
}

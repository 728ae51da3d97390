import type { ActionType } from '../ledger/action-catalogue.ts';
import type { Fence } from '../ledger/fence.ts';
import type { JobRow } from '../ledger/rows.ts';

/** The job that is to end or to wait, and the step it stands at. */
export interface Standing {
  readonly fence: Fence;
  readonly job: JobRow;
  readonly type: ActionType;
  readonly position: number;
  /** Attempts spent, those of this run included. */
  readonly attempts: number;
  /** Whether the step may have taken effect and is to be looked up. */
  readonly unresolved: boolean;
}

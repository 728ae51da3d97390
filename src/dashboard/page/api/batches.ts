import type { JobCounts } from './jobs.ts';

/** Where a batch stands. */
export const BATCH_STATUSES = [
  'pending',
  'processing',
  'completed',
  'partially_failed',
  'failed',
  'cancelled',
] as const;
/** One of {@link BATCH_STATUSES}. */
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** One request over many products. */
export interface Batch {
  readonly id: number;
  readonly marketplaces: readonly string[];
  readonly action_code: string;
  readonly kind: string;
  readonly status: BatchStatus;
  readonly paused: boolean;
  readonly cancel_requested: boolean;
  readonly progress: {
    readonly total: number;
    readonly ended: number;
    readonly percent: number;
    readonly counts: JobCounts;
  };
  readonly skipped: readonly {
    readonly product_id: number | null;
    readonly marketplace: string;
    readonly reason: string;
    readonly job_id: number;
  }[];
  readonly requested_by: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly created_at: string;
}

/** Failed jobs of a batch with the same cause. */
export interface ErrorGroup {
  readonly code: string;
  readonly message: string;
  readonly marketplace: string;
  readonly jobs: number;
}

/** A batch with what its jobs add up to. */
export interface BatchDetail extends Batch {
  readonly summary: {
    readonly tasks_done: number;
    readonly tasks_total: number;
    readonly repeated_executions: number;
    readonly unknown_outcomes: number;
    readonly errors: readonly ErrorGroup[];
    readonly marketplaces: readonly {
      readonly marketplace: string;
      readonly total: number;
      readonly ended: number;
      readonly counts: JobCounts;
    }[];
  };
}

/** A product that does not fit, with the reasons. */
export interface RefusedProduct {
  readonly product_id: number | null;
  readonly sku: string | null;
  readonly fields: readonly { readonly field: string; readonly code: string; readonly message: string }[];
}

/** What a batch would do. */
export interface DryRun {
  readonly dry_run: true;
  readonly accounts: readonly {
    readonly marketplace: string;
    readonly account_id: number;
    readonly ok: boolean;
    readonly items: readonly {
      readonly code: string;
      readonly ok: boolean;
      readonly message: string;
      readonly blocks?: boolean;
    }[];
    readonly notices: readonly string[];
    readonly fit: number;
    readonly refused: readonly RefusedProduct[];
  }[];
}

/** What a request for a batch says. */
export interface BatchRequest {
  readonly marketplaces: readonly string[];
  readonly account_ids?: readonly number[];
  readonly action_code: string;
  readonly product_ids?: readonly number[];
  readonly filter?: Readonly<Record<string, string>>;
}

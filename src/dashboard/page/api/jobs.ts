/** Where a job stands. */
export const JOB_STATUSES = [
  'processing',
  'pending',
  'paused',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
/** One of {@link JOB_STATUSES}. */
export type JobStatus = (typeof JOB_STATUSES)[number];
/** Jobs by status. */
export type JobCounts = Readonly<Record<JobStatus, number>>;

/** Why something failed. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly { readonly field: string; readonly code: string; readonly message: string }[];
  readonly actor: 'seller' | 'us' | 'marketplace' | null;
  readonly todo: string | null;
  /** The marketplace's own words. */
  readonly original: unknown;
}

/** What a job or a lane waits for. */
export interface Waiting {
  readonly reason: string;
  readonly message: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** One functional step of a job. */
export interface Task {
  readonly id: number;
  readonly position: number;
  readonly task_type: string;
  readonly step: string;
  readonly status: 'pending' | 'processing' | 'success' | 'failed' | 'unknown' | 'cancelled' | 'skipped';
  readonly description: string;
  readonly effect: 'none' | 'repeatable' | 'once';
  readonly attempt: number;
  readonly unknown_outcomes: number;
  readonly payload: unknown;
  readonly result: unknown;
  readonly error: Failure | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

/** One operation on one marketplace. */
export interface Job {
  readonly id: number;
  readonly marketplace: string;
  readonly action_code: string;
  readonly status: JobStatus;
  readonly product_id: number | null;
  readonly account_id: number;
  readonly batch_job_id: number | null;
  readonly priority: number;
  readonly progress: {
    readonly done: number;
    readonly total: number;
    readonly percent: number;
    readonly step: string | null;
  };
  readonly waiting_for: Waiting | null;
  readonly error: Failure | null;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly cancel_requested: boolean;
  readonly pause_requested: boolean;
  readonly input_data: unknown;
  readonly result_data: unknown;
  readonly requested_by: string | null;
  readonly run_at: string;
  readonly expires_at: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** Only where one job is shown. */
  readonly tasks?: readonly Task[];
}

/** A line of a job's history. */
export interface JobEvent {
  readonly id: number;
  readonly at: string;
  readonly type: string;
  readonly to_status: string | null;
  readonly actor: string;
  readonly reason: string | null;
}

/** The queue of one account. */
export interface Lane {
  readonly account_id: number;
  readonly marketplace: string;
  readonly max_running: number;
  readonly jobs: {
    readonly running: number;
    readonly due: number;
    readonly scheduled: number;
    readonly paused: number;
  };
  readonly oldest_due_at: string | null;
  readonly waiting_for: Waiting | null;
}

/** Jobs that ended within one interval. */
export interface ActivityInterval {
  readonly at: string;
  readonly completed: number;
  readonly failed: number;
  readonly waited_p95_seconds: number | null;
}

/** What ended lately. */
export interface Activity {
  readonly minutes: number;
  readonly interval_minutes: number;
  readonly marketplaces: readonly {
    readonly marketplace: string;
    readonly intervals: readonly ActivityInterval[];
  }[];
  readonly failures: readonly {
    readonly marketplace: string;
    readonly code: string;
    readonly message: string;
    readonly jobs: number;
    readonly newest_at: string;
  }[];
}

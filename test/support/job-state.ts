/** What tests look at in a job. */
export interface JobState {
  readonly product_id: number | null;
  readonly status: string;
  readonly attempts: number;
  readonly epoch: number;
  readonly waiting_for: string | null;
  readonly unresolved: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly result_data: Record<string, unknown> | null;
  readonly done_tasks: number;
  readonly total_tasks: number;
}

/** What tests look at in a task. */
export interface TaskState {
  readonly step: string;
  readonly effect: string;
  readonly status: string;
  readonly attempt: number;
  readonly error: { readonly code: string } | null;
  readonly result: Record<string, unknown> | null;
}

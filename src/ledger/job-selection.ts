import type { ActionCode, JobStatus, Marketplace } from '../domain/vocabulary.ts';

/** Which jobs are meant, by what they are and how they ended. Conditions add up; an absent one says nothing. */
export interface JobSelection {
  readonly statuses: readonly JobStatus[];
  readonly marketplace?: Marketplace | undefined;
  readonly actionCode?: ActionCode | undefined;
  readonly accountId?: number | undefined;
  readonly productId?: number | undefined;
  readonly batchId?: number | undefined;
  /** Codes of the stored error. */
  readonly errorCodes?: readonly string[] | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
  readonly endedFrom?: Date | undefined;
  readonly endedTo?: Date | undefined;
}

/** Number of parameters that {@link SELECTED} takes. */
export const SELECTION_PARAMETERS = 11;

/** SQL on a job `j`, with the values of {@link selectionValues} as its first parameters. */
export const SELECTED = `
  j.status = any($1::text[])
  and ($2::text is null or j.marketplace = $2)
  and ($3::text is null or j.action_code = $3)
  and ($4::bigint is null or j.account_id = $4)
  and ($5::bigint is null or j.product_id = $5)
  and ($6::bigint is null or j.batch_job_id = $6)
  and ($7::text[] is null or j.error ->> 'code' = any($7))
  and ($8::timestamptz is null or j.created_at >= $8)
  and ($9::timestamptz is null or j.created_at < $9)
  and ($10::timestamptz is null or j.completed_at >= $10)
  and ($11::timestamptz is null or j.completed_at < $11)`;

/**
 * @param selection which jobs
 * @returns the parameters of {@link SELECTED}
 */
export function selectionValues(selection: JobSelection): readonly unknown[] {
  return [
    selection.statuses,
    selection.marketplace ?? null,
    selection.actionCode ?? null,
    selection.accountId ?? null,
    selection.productId ?? null,
    selection.batchId ?? null,
    selection.errorCodes ?? null,
    selection.createdFrom ?? null,
    selection.createdTo ?? null,
    selection.endedFrom ?? null,
    selection.endedTo ?? null,
  ];
}

import { Injectable } from '@nestjs/common';
import { ACCOUNT_COLUMNS, accountFromRow } from '../accounts/account-row.ts';
import type { AccountRow } from '../accounts/account-row.ts';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { endsListing } from '../domain/ending-actions.ts';
import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import { LISTING_COLUMNS, LISTING_IS_OPEN, listingFromRow } from '../listings/listing-row.ts';
import type { ListingRow } from '../listings/listing-row.ts';
import { PRODUCT_COLUMNS, productFromRow } from '../products/product-row.ts';
import type { ProductRow } from '../products/product-row.ts';
import type { Fence } from './fence.ts';
import { recordEvent } from './history.ts';
import { readTasks } from './plan-store.ts';
import { JOB_COLUMNS } from './rows.ts';
import type { JobRow, TaskRow } from './rows.ts';

/** A job that was just taken, with all that its run needs to know. */
export interface StartedJob {
  readonly job: JobRow;
  readonly tasks: readonly TaskRow[];
  readonly product: ProductSnapshot | null;
  readonly account: AccountSnapshot;
  readonly listing: ListingSnapshot | null;
  /** Listings that a newer copy superseded and that have not ended. */
  readonly superseded: readonly ListingSnapshot[];
  /** An ended job for the same thing of which nobody knows what it did; null where there is none. */
  readonly unresolvedBefore: number | null;
}

/**
 * Begins a run: raises the job's epoch, which fences every earlier holder, and only in the next statements reads
 * what there is. Everything a zombie wrote before is seen, and nothing of it can come after.
 */
@Injectable()
export class Start {
  constructor(private readonly database: Database) {}

  /**
   * Takes a job, reads it, and lets the caller store its plan or end it, all in one commit.
   * @param fence the job and the epoch of the claim
   * @param owner the instance, for the history
   * @param prepare stores what follows from the job's present state; it runs inside the transaction
   * @returns what `prepare` returned, or undefined when the job is not to be run: it ended, was cancelled or
   *   paused, or a later claim has it
   */
  async begin<T>(
    fence: Fence,
    owner: string,
    prepare: (sql: Sql, started: StartedJob) => Promise<T>,
  ): Promise<T | undefined> {
    const { schema } = fence.tenant;
    return this.database.transaction(async (sql) => {
      const taken = await sql.query(takeJob(fence), [fence.jobId, fence.epoch, owner]);
      if (taken.length === 0) return undefined;
      const [job] = await sql.query<JobRow>(
        `select ${JOB_COLUMNS} from ${schema}.marketplace_jobs j where j.id = $1`,
        [fence.jobId],
      );
      if (job === undefined) return undefined;
      return prepare(sql, { job, ...(await this.surroundings(sql, fence, job)) });
    });
  }

  private async surroundings(sql: Sql, fence: Fence, job: JobRow): Promise<Omit<StartedJob, 'job'>> {
    const tasks = await readTasks(sql, fence);
    const [row] = await sql.query<Surroundings>(surroundings(fence), [
      job.productId,
      job.accountId,
      job.actionCode,
      endsListing(job.actionCode),
    ]);
    if (row === undefined) throw new Error(`job ${job.id} has no account`);
    return {
      tasks,
      product: row.product === null ? null : productFromRow(row.product),
      account: accountFromRow(row.account),
      listing: row.listing === null ? null : listingFromRow(row.listing),
      superseded: (row.superseded ?? []).map(listingFromRow),
      unresolvedBefore: row.unresolvedBefore,
    };
  }
}

interface Surroundings {
  readonly product: ProductRow | null;
  readonly account: AccountRow;
  readonly listing: ListingRow | null;
  readonly superseded: readonly ListingRow[] | null;
  readonly unresolvedBefore: number | null;
}

/** Rows travel as JSON, in which a price would become a float: it is made text before. */
const PRODUCT_AS_JSON = PRODUCT_COLUMNS.map((name) => (name === 'price' ? 'price::text' : name)).join(', ');

function surroundings({ tenant: { schema } }: Fence): string {
  return `
    select
      (select to_jsonb(p) from (select ${PRODUCT_AS_JSON} from ${schema}.products where id = $1) p) as product,
      (select to_jsonb(a) from (
        select ${ACCOUNT_COLUMNS.join(', ')} from ${schema}.marketplace_accounts where id = $2
      ) a) as account,
      (select to_jsonb(l) from (
        select ${LISTING_COLUMNS.join(', ')} from ${schema}.listings
        where product_id = $1 and account_id = $2 and ${LISTING_IS_OPEN}
      ) l) as listing,
      (select jsonb_agg(l order by l.id) from (
        select ${LISTING_COLUMNS.join(', ')} from ${schema}.listings
        where product_id = $1 and account_id = $2 and superseded_by is not null
          and status in ('draft', 'live', 'unknown')
      ) l) as superseded,
      (select max(id) from ${schema}.marketplace_jobs
       where unresolved and status in ('failed', 'cancelled')
         and account_id = $2 and product_id = $1 and (action_code = $3 or $4)) as "unresolvedBefore"`;
}

/** A cancelled or paused batch stops its jobs here, before the wish has reached each of their rows. */
function takeJob({ tenant: { schema } }: Fence): string {
  return `
    with job as (
      update ${schema}.marketplace_jobs j
      set epoch = $2, status = 'processing', waiting_for = null, waiting_since = null,
          started_at = coalesce(j.started_at, now()), updated_at = now()
      where j.id = $1 and j.epoch < $2 and j.status in ('pending', 'processing')
        and not j.cancel_requested and not j.pause_requested
        and not exists (
          select from ${schema}.batch_jobs b
          where b.id = j.batch_job_id and (b.cancel_requested or b.paused)
        )
      returning j.id, j.batch_job_id, j.status
    ),
    event as (${recordEvent(schema, { type: `'started'`, actor: `'worker ' || $3::text`, reason: 'null' })})
    select id from job`;
}

import { Injectable } from '@nestjs/common';
import { ACCOUNT_COLUMNS, accountFromRow } from '../accounts/account-row.ts';
import type { AccountRow } from '../accounts/account-row.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { ENDING_ACTIONS } from '../domain/ending-actions.ts';
import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
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
  /** Whether somebody else listed the product on the account since the job first started. */
  readonly listedSince: boolean;
}

/** A claimed job that is to begin. */
export interface Beginning {
  readonly fence: Fence;
  /** The instance, for the history. */
  readonly owner: string;
}

/**
 * Begins runs: raises the jobs' epochs, which fences every earlier holder, and only in the next statements reads
 * what there is. Everything a zombie wrote before is seen, and nothing of it can come after.
 */
@Injectable()
export class Start {
  /**
   * Takes jobs of one tenant and reads them.
   * @param sql the transaction, in which what follows from the jobs' present state is stored as well
   * @param tenant whose jobs
   * @param lot the jobs and the epochs of their claims; a job that is named twice is taken by its latest claim
   * @returns the jobs that are to be run, each with its epoch; the others ended, were cancelled or paused, or a later
   *   claim has them
   */
  async begin(sql: Sql, tenant: TenantRef, lot: readonly Beginning[]): Promise<readonly StartedJob[]> {
    const claims = latestClaims(lot);
    const ids = claims.map(({ fence }) => fence.jobId);
    const epochs = claims.map(({ fence }) => fence.epoch);
    const owners = claims.map(({ owner }) => owner);
    // Sent together and carried out one after the other: what is read is as it stands after the taking.
    const [taken, read] = await Promise.all([
      sql.query<{ id: number }>(takeJobs(tenant), [ids, epochs, owners], PREPARED),
      sql.query<JobRow & Surroundings>(readJobs(tenant), [ids, [...ENDING_ACTIONS]], PREPARED),
    ]);
    const ours = new Set(taken.map(({ id }) => id));
    const rows = read.filter(({ id }) => ours.has(id));
    const planned = rows.filter(({ planVersion }) => planVersion !== null).map(({ id }) => id);
    const tasks = planned.length === 0 ? [] : await readTasks(sql, tenant, planned);
    return rows.map(({ product, account, listing, superseded, unresolvedBefore, listedSince, ...job }) => ({
      job,
      tasks: tasks.filter(({ jobId }) => jobId === job.id),
      product: product === null ? null : productFromRow(product),
      account: accountFromRow(account),
      listing: listing === null ? null : listingFromRow(listing),
      superseded: (superseded ?? []).map(listingFromRow),
      unresolvedBefore,
      listedSince,
    }));
  }
}

/** An update that met two rows for one job would take either of them. */
function latestClaims(lot: readonly Beginning[]): readonly Beginning[] {
  const latest = new Map<number, Beginning>();
  for (const claim of lot) {
    const { jobId, epoch } = claim.fence;
    if ((latest.get(jobId)?.fence.epoch ?? 0) < epoch) latest.set(jobId, claim);
  }
  return [...latest.values()];
}

interface Surroundings {
  readonly product: ProductRow | null;
  readonly account: AccountRow;
  readonly listing: ListingRow | null;
  readonly superseded: readonly ListingRow[] | null;
  readonly unresolvedBefore: number | null;
  readonly listedSince: boolean;
}

/** Rows travel as JSON, in which a price would become a float: it is made text before. */
const PRODUCT_AS_JSON = PRODUCT_COLUMNS.map((name) => (name === 'price' ? 'price::text' : name)).join(', ');

/** Reads jobs with what they are about: job ids, and the codes of actions that end a listing. */
const readJobs = ({ schema }: TenantRef): string => `
  select ${JOB_COLUMNS},
    (select to_jsonb(p) from (select ${PRODUCT_AS_JSON} from ${schema}.products where id = j.product_id) p) as product,
    (select to_jsonb(a) from (
      select ${ACCOUNT_COLUMNS.join(', ')} from ${schema}.marketplace_accounts where id = j.account_id
    ) a) as account,
    (select to_jsonb(l) from (
      select ${LISTING_COLUMNS.join(', ')} from ${schema}.listings
      where product_id = j.product_id and account_id = j.account_id and ${LISTING_IS_OPEN}
    ) l) as listing,
    (select jsonb_agg(l order by l.id) from (
      select ${LISTING_COLUMNS.join(', ')} from ${schema}.listings
      where product_id = j.product_id and account_id = j.account_id and superseded_by is not null
        and status in ('draft', 'live', 'unknown')
    ) l) as superseded,
    (select max(u.id) from ${schema}.marketplace_jobs u
     where u.unresolved and u.status in ('failed', 'cancelled')
       and u.account_id = j.account_id and u.product_id = j.product_id
       and (u.action_code = j.action_code or j.action_code = any($2::text[]))) as "unresolvedBefore",
    exists (
      select from ${schema}.listings l
      where l.product_id = j.product_id and l.account_id = j.account_id
        and l.created_at > j.started_at and l.made_by is distinct from j.id
    ) as "listedSince"
  from ${schema}.marketplace_jobs j where j.id = any($1::bigint[])`;

/**
 * Takes jobs: ids, epochs and owners. They are locked in the order in which everyone locks them. A cancelled or paused
 * batch stops its jobs here, before the wish has reached each of their rows.
 */
const takeJobs = ({ schema }: TenantRef): string => `
  with claimed as (
    select b.*
    from (select * from unnest($1::bigint[], $2::bigint[], $3::text[]) as b (id, epoch, owner) order by id) b
    cross join lateral (
      select from ${schema}.marketplace_jobs j
      where j.id = b.id and j.epoch < b.epoch and j.status in ('pending', 'processing')
        and not j.cancel_requested and not j.pause_requested
        and not exists (
          select from ${schema}.batch_jobs batch
          where batch.id = j.batch_job_id and (batch.cancel_requested or batch.paused)
        )
      for no key update of j
    ) j
  ),
  job as (
    update ${schema}.marketplace_jobs j
    set epoch = b.epoch, status = 'processing', waiting_for = null, waiting_since = null,
        started_at = coalesce(j.started_at, now()), updated_at = now()
    from claimed b where j.id = b.id
    returning j.id, j.batch_job_id, j.status, b.owner
  ),
  event as (${recordEvent(schema, { type: `'started'`, actor: `'worker ' || job.owner`, reason: 'null' })})
  select id from job`;

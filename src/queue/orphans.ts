import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Lease } from './keys.ts';

/** Finds pointers whose holder is gone. What becomes of them depends on their jobs, which the queue does not know. */
@Injectable()
export class Orphans {
  constructor(private readonly database: Database) {}

  /**
   * Lists leases of instances whose own lease has run out or that are not there at all.
   * @param limit how many at most
   * @returns the leases
   */
  async find(limit: number): Promise<readonly Lease[]> {
    return this.database.query<Lease>(
      `select ${LEASE} from public.job_queue q
       where q.state = 'leased'
         and q.owner not in (select i.id from public.instances i where i.lease_until > clock_timestamp())
       limit $1`,
      [limit],
    );
  }

  /**
   * Lists everything that an instance has leased.
   * @param owner the instance
   * @returns the leases
   */
  async heldBy(owner: string): Promise<readonly Lease[]> {
    return this.database.query<Lease>(
      `select ${LEASE} from public.job_queue q where q.state = 'leased' and q.owner = $1`,
      [owner],
    );
  }
}

const LEASE = `
  q.tenant_id as "tenantId", q.job_id as "jobId", q.account_id as "accountId", q.product_id as "productId",
  q.batch_id as "batchId", q.epoch, q.owner, q.recoveries`;

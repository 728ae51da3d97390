import { Injectable } from '@nestjs/common';
import { AccountDisconnection } from '../../accounts/account-disconnection.ts';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { BatchProgress } from '../../ledger/batch-progress.ts';
import { Wishes } from '../../ledger/wishes.ts';

/** Jobs cancelled in one commit: many thousands must not lock the lane for long. */
const CHUNK = 1000;
/** What the history of a job says of it. */
const REASON = 'account.disconnected';

interface OpenJob {
  readonly id: number;
  readonly batchId: number | null;
}

/** Disconnects an account, and ends what waited for it: a job that nobody can do any more must not look as if it went on. */
@Injectable()
export class Disconnection {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountDisconnection,
    private readonly wishes: Wishes,
    private readonly progress: BatchProgress,
  ) {}

  /**
   * Asked again, it finishes what broke off.
   * @param tenant whose account
   * @param accountId the account
   * @param actor who wants it, for the history
   * @throws {AccountNotFoundError} @throws {AccountBusyError}
   */
  async run(tenant: TenantRef, accountId: number, actor: string): Promise<void> {
    await this.accounts.disconnect(tenant, accountId);
    let after = 0;
    for (;;) {
      const jobs = await this.db.query<OpenJob>(
        `select id, batch_job_id as "batchId" from ${tenant.schema}.marketplace_jobs
         where account_id = $1 and id > $2 and status in ('pending', 'paused', 'processing')
         order by id limit ${CHUNK}`,
        [accountId, after],
      );
      const last = jobs.at(-1);
      if (last === undefined) return;
      await this.wishes.cancel(
        tenant,
        jobs.map(({ id }) => id),
        actor,
        REASON,
      );
      for (const { batchId } of jobs) this.progress.changed(tenant, batchId);
      after = last.id;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { WaitingJobs } from '../../ledger/waiting-jobs.ts';
import { Lanes } from '../../queue/lanes.ts';

/** The least urgent priority: whoever is taken up early is so in its own turn. */
const NO_HURRY = 4;

/** A command that was answered, and whose. */
export interface AnsweredCommand {
  readonly jobId: number;
  readonly accountId: number;
}

/** Answers that nobody waits for at this moment: their jobs wait to look again, and need not any longer. */
@Injectable()
export class LateAnswers {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly jobs: WaitingJobs,
  ) {}

  /**
   * Lets the job be taken up now that would have looked for the answer later. One that runs, or is over, is left alone.
   * @param tenant whose job
   * @param answered the command's job
   */
  async takeUp(tenant: TenantRef, { jobId, accountId }: AnsweredCommand): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.lanes.lock(sql, [{ tenantId: tenant.id, accountId }]);
      await this.jobs.hurry(sql, tenant, [jobId], NO_HURRY);
    });
  }
}

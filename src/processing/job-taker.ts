import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { AppConfig } from '../config/app-config.ts';
import { groupCommits } from '../config/group-commits.ts';
import { fenceOf } from '../ledger/fence.ts';
import { QUICK } from '../ledger/shared-commits.ts';
import { Claim } from '../queue/claim.ts';
import type { Lease } from '../queue/keys.ts';
import type { Preparation } from './run-preparation.ts';
import { RunStart } from './run-start.ts';

/** Where runs begin, with their claims or without. */
const BEGINNING = { ...QUICK, apart: 'starts' } as const;

/** A claimed job. */
export interface TakenJob {
  readonly lease: Lease;
  /** What its start came to where it was begun with its claim: no run at all where another claim or a wish was faster. */
  readonly begun?: { readonly run: Preparation | undefined };
}

/** What a claim brought. */
export interface Taken {
  readonly jobs: readonly TakenJob[];
  /** Whether another claim may bring more. */
  readonly more: boolean;
}

/**
 * Claims jobs and begins their runs in one commit, so that a job waits for the disk once and not twice before its first
 * step. What the start of one job or tenant meets must not keep others from being claimed: a commit that is refused, or
 * would wait for a lock, is made again as a claim alone, and each start then meets what is its own. Where commits span no
 * tenants (`GROUP_COMMITS`), a claim is alone from the beginning.
 */
@Injectable()
export class JobTaker {
  private readonly beginsAtOnce: boolean;

  constructor(
    private readonly database: Database,
    private readonly claim: Claim,
    private readonly start: RunStart,
    config: AppConfig,
  ) {
    this.beginsAtOnce = groupCommits(config) === 'all';
  }

  /**
   * Takes jobs.
   * @param owner the instance
   * @param limit the most jobs it can take now
   * @returns what it was given; nothing when no lane may run
   */
  async take(owner: string, limit: number): Promise<Taken> {
    if (!this.beginsAtOnce) return this.claimAlone(owner, limit);
    try {
      return await this.claimAndBegin(owner, limit);
    } catch (error: unknown) {
      if (!wasRolledBack(error)) throw error;
      return this.claimAlone(owner, limit);
    }
  }

  private claimAndBegin(owner: string, limit: number): Promise<Taken> {
    return this.database.transaction(async (sql) => {
      const { leases, more } = await this.claim.takeIn(sql, owner, limit);
      if (leases.length === 0) return { jobs: [], more };
      const runs = await this.start.beginIn(
        sql,
        leases.map((lease) => ({ fence: fenceOf(lease), owner: lease.owner })),
      );
      return { jobs: leases.map((lease, index) => ({ lease, begun: { run: runs[index] } })), more };
    }, BEGINNING);
  }

  private async claimAlone(owner: string, limit: number): Promise<Taken> {
    const { leases, more } = await this.claim.take(owner, limit);
    return { jobs: leases.map((lease) => ({ lease })), more };
  }
}

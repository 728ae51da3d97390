import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import { ActionCatalogue } from '../action-catalogue.ts';
import type { ActionType } from '../action-catalogue.ts';
import { BatchRows } from '../batch-rows.ts';
import type { SkippedSubject } from '../batch-rows.ts';
import { JobCreation } from '../job-creation.ts';
import { templateOf } from '../wanted-job.ts';
import { WaitingJobs } from '../waiting-jobs.ts';

/** A product on an account, on which something has to be done. */
export interface Place {
  readonly accountId: number;
  readonly marketplace: Marketplace;
  readonly productId: number;
}

/** What is to be done on all places, as one batch. */
export interface PlacesRequest {
  readonly kind: string;
  readonly action: ActionCode;
  /** 1 is the most urgent. */
  readonly priority: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly actor: string;
}

/** Queues one action on places that several accounts have, in the transaction of whatever makes it necessary. */
@Injectable()
export class PlaceJobs {
  constructor(
    private readonly catalogue: ActionCatalogue,
    private readonly batches: BatchRows,
    private readonly creation: JobCreation,
    private readonly waitingJobs: WaitingJobs,
  ) {}

  /**
   * Makes a batch with a job for each place. A job that waits there already goes first and is named as skipped; a
   * marketplace that does not know the action is left out.
   * @param sql the transaction, which has locked the tenant's lanes in an earlier statement
   * @param tenant whose jobs
   * @param request what is to be done
   * @param places where; each once
   * @returns the batch; undefined where there is nothing to do
   */
  async queue(
    sql: Sql,
    tenant: TenantRef,
    request: PlacesRequest,
    places: readonly Place[],
  ): Promise<number | undefined> {
    const types = (await this.catalogue.all()).filter(({ code }) => code === request.action);
    const served = [...Map.groupBy(places, ({ accountId }) => accountId).values()].flatMap((ofAccount) => {
      const type = types.find(({ marketplace }) => marketplace === ofAccount[0]?.marketplace);
      return type === undefined ? [] : [{ type, ofAccount }];
    });
    if (served.length === 0) return undefined;
    const batchJobId = await this.batches.create(sql, tenant, {
      marketplaces: [...new Set(served.map(({ type }) => type.marketplace))],
      actionCode: request.action,
      kind: request.kind,
      options: { priority: request.priority, ...request.options },
      requestedBy: request.actor,
    });
    const skipped: SkippedSubject[] = [];
    for (const { type, ofAccount } of served) {
      skipped.push(...(await this.ask(sql, tenant, request, type, batchJobId, ofAccount)));
    }
    await this.batches.finishCreation(sql, tenant, batchJobId, skipped);
    return batchJobId;
  }

  private async ask(
    sql: Sql,
    tenant: TenantRef,
    { priority, actor }: PlacesRequest,
    type: ActionType,
    batchJobId: number,
    places: readonly Place[],
  ): Promise<readonly SkippedSubject[]> {
    const [first] = places;
    if (first === undefined) return [];
    const template = templateOf(type, {
      batchJobId,
      accountId: first.accountId,
      priority,
      requestedBy: actor,
    });
    const jobs = await this.creation.create(sql, tenant, template, places);
    const waiting = jobs.filter(({ created }) => !created);
    const ids = waiting.map(({ jobId }) => jobId);
    if (ids.length > 0) await this.waitingJobs.hurry(sql, tenant, ids, priority);
    return waiting.map(({ productId, jobId }) => ({
      product_id: productId,
      marketplace: type.marketplace,
      reason: 'already_active' as const,
      job_id: jobId,
    }));
  }
}

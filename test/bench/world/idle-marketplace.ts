import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import type { Sql } from '../../../src/common/database/sql.ts';
import { done, retry, unknown } from '../../../src/domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../../src/domain/outcome.ts';
import type { TaskPlan } from '../../../src/domain/task-plan.ts';
import { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { MarketplaceAdapter } from '../../../src/handlers/contract/marketplace-adapter.ts';
import type { ChecklistItem } from '../../../src/handlers/contract/marketplace-adapter.ts';
import {
  Marketplace,
  MarketplaceHandler,
} from '../../../src/handlers/contract/marketplace-handler.decorator.ts';

const STEPS = 5;
const PLAN: readonly TaskPlan[] = Array.from({ length: STEPS }, (_, index) => ({
  step: `step:${index + 1}`,
  taskType: 'db_operation',
  effect: 'none',
  description: 'does nothing',
}));

const FAULT = { code: 'idle.fault', message: 'The benchmark lets steps go wrong now and then.' };

/** When the first step of each job began, on `performance.now()`; filled while a measurement listens. */
export const firstSteps = new Map<string, number>();

/** What the marketplace does beside nothing; set before anything runs. */
export const behaviour = {
  /** Milliseconds that each step waits, as a call would. */
  waitMs: 0,
  /** Share of the steps that go wrong: half of those are to be tried again, half end without an answer. */
  faults: 0,
};

/** Five steps that do nothing: what remains is what the orchestration costs. */
@MarketplaceHandler({ marketplace: 'idle', action: 'publish' })
class IdleHandler extends BaseJobHandler {
  override readonly planVersion = 1;

  override plan(): readonly TaskPlan[] {
    return PLAN;
  }

  override async executeTask(
    task: { readonly position: number },
    { tenant, job }: { readonly tenant: { readonly id: number }; readonly job: { readonly id: number } },
  ): Promise<Outcome> {
    if (task.position === 1) firstSteps.set(`${tenant.id}/${job.id}`, performance.now());
    if (behaviour.waitMs > 0) await delay(behaviour.waitMs);
    const luck = Math.random();
    if (luck < behaviour.faults / 2) return retry(FAULT, { afterMs: 100, costsAttempt: false });
    if (luck < behaviour.faults) return unknown(FAULT, { costsAttempt: false });
    return done();
  }

  override reconcile(): Promise<Reconciliation> {
    return Promise.resolve({ kind: 'absent', certain: true });
  }
}

@Marketplace()
class IdleAdapter extends MarketplaceAdapter {
  override readonly marketplace = 'idle';
  override readonly maxRunningPerAccount = 4;
  override readonly rateScopes = {};

  override verify(): Promise<readonly ChecklistItem[]> {
    return Promise.resolve([]);
  }
}

/** A marketplace on which every job is five steps of nothing. */
@Module({ providers: [IdleHandler, IdleAdapter] })
export class IdleMarketplaceModule {}

/** Makes it the only marketplace of the catalogue. */
export async function seedIdleCatalogue(sql: Sql): Promise<void> {
  await sql.query('delete from public.marketplace_action_types');
  await sql.query(
    `insert into public.marketplace_action_types
       (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
        backoff_base_ms, backoff_cap_ms, needs_plugin)
     values ('idle', 'publish', 'Publish', 'Does nothing', 3, false, 0, 3, 15, 1000, 60000, false)`,
  );
}

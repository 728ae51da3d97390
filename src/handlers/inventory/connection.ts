import { done, refused } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import type { ChecklistItem } from '../contract/marketplace-adapter.ts';
import { recordOf } from '../http/json-shape.ts';
import { askingStep } from './account-steps.ts';
import type { AccountPlanOptions, AccountStep } from './account-steps.ts';

const STEP = 'check';

/** Asks a marketplace what an account has and lacks. */
export type Verify = (
  tenant: TenantRef,
  account: AccountSnapshot,
  signal: AbortSignal,
) => Promise<readonly ChecklistItem[]>;

/**
 * Plans the check of an account.
 * @param options how the marketplace is reached
 * @returns the one step
 */
export function checkPlan(options: AccountPlanOptions): readonly TaskPlan[] {
  return [askingStep(options, STEP, `Ask ${options.marketplaceName} what the account has and what it lacks`)];
}

/**
 * Makes the step of the check.
 * @param _options how the marketplace is reached
 * @param verify asks the marketplace
 * @returns the step by name
 */
export function checkSteps(_options: AccountPlanOptions, verify: Verify): Record<string, AccountStep> {
  return { [STEP]: new CheckStep(verify) };
}

/**
 * Chooses the result of the check.
 * @param results results by step name
 * @returns whether everything is there, and the items
 */
export function summariseCheck(results: StepContext['results']): Record<string, unknown> {
  return { ...recordOf(results[STEP]) };
}

/** Asks, and stores the answer with the account. What is missing is a finding, not a failure of the check. */
class CheckStep implements AccountStep {
  constructor(private readonly verify: Verify) {}

  async execute(_task: TaskView, { tenant, account, signal }: StepContext): Promise<Outcome> {
    const items = await this.verify(tenant, account, signal);
    if (items.length === 0) {
      return refused({
        code: 'account.unverifiable',
        message: 'Nothing is known to check here.',
        actor: 'us',
      });
    }
    const missing = items.filter(({ ok }) => !ok).map(({ code }) => code);
    return done({ ok: missing.length === 0, missing, items }, [{ type: 'checklist', items }]);
  }
}

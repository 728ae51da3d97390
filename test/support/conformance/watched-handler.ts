import type { Outcome, Reconciliation, Refused } from '../../../src/domain/outcome.ts';
import type { TaskPlan } from '../../../src/domain/task-plan.ts';
import { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import type { PlanContext, StepContext, TaskView } from '../../../src/handlers/contract/contexts.ts';
import { watched } from './executions.ts';
import type { Execution } from './executions.ts';

/** A handler whose executions are written down as they happen. */
export class WatchedHandler extends BaseJobHandler {
  /** Executions in order. */
  readonly executions: Execution[] = [];

  /** @param handler what is watched */
  constructor(private readonly handler: BaseJobHandler) {
    super();
  }

  override get planVersion(): number {
    return this.handler.planVersion;
  }

  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    return this.handler.plan(context);
  }

  override executeTask(task: TaskView, context: StepContext): Promise<Outcome> {
    return watched(this.executions, task, context, () => this.handler.executeTask(task, context));
  }

  override reconcile(task: TaskView, context: StepContext): Promise<Reconciliation> {
    return this.handler.reconcile(task, context);
  }

  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    return this.handler.summarise(results);
  }
}

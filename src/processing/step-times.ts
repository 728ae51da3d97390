import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import type { TaskRow } from '../ledger/rows.ts';
import { InstanceLease } from '../queue/instance-lease.ts';

/** However small the time scale, a browser on a busy machine needs a moment for a picture. */
const SHORTEST_BROWSER_STEP_MS = 2_000;

/** How long things may take, and how long to wait for them. */
@Injectable()
export class StepTimes {
  constructor(
    private readonly lease: InstanceLease,
    private readonly config: AppConfig,
  ) {}

  /**
   * The longest time one execution of a step may take: never longer than a lease can cover, since a call must not
   * outlive the right to make it. A browser's may: it is fenced by the command's id, and its answer is stored whoever
   * holds the job by then.
   * @param type the action of its job
   * @param task the step
   * @returns milliseconds
   */
  timeoutMs(type: ActionType, task: Pick<TaskRow, 'timeoutSeconds' | 'taskType'>): number {
    const wanted = (task.timeoutSeconds ?? type.timeoutSeconds) * 1000;
    if (task.taskType === 'plugin_http')
      return Math.max(SHORTEST_BROWSER_STEP_MS, this.config.scaled(wanted));
    return Math.min(wanted, this.lease.longestCallMs);
  }

  /**
   * How long the marketplace may need to show what a step did.
   * @param task the step
   * @returns milliseconds
   */
  settleMs(task: Pick<TaskRow, 'settleSeconds'>): number {
    return this.config.scaled(task.settleSeconds * 1000);
  }
}

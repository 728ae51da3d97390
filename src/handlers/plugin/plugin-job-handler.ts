import type { Clock } from '../../common/clock.ts';
import { refused, retry, unknown } from '../../domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import type { PluginAnswer, Recalled } from '../../plugin/plugin-call.ts';
import { PluginGoneError } from '../../plugin/plugin-gone.error.ts';
import { BaseJobHandler } from '../contract/base-job-handler.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { readShape } from './command-shape.ts';
import { outcomeOfFailure, outcomeOfGone, shapeRefused, waitForBrowser } from './plugin-outcomes.ts';
import type { CommandStep, FailedAnswer, PluginStep } from './plugin-step.ts';
import { StepFailedError } from './step-failed.error.ts';

/** Time between two looks at a browser that is at work. */
const LOOK_AGAIN_MS = 2_000;
/** A browser that has been at work on one command for this long is no longer waited for at no cost. */
const WORK_MS = 10 * 60_000;

/**
 * A handler whose steps the seller's browser executes, as commands of the plugin's closed list. It sends them under
 * the task's attempt key, understands their answers whenever those come, and translates failures by one table.
 */
export abstract class PluginJobHandler extends BaseJobHandler {
  /** The marketplace as sellers know it. */
  protected abstract readonly marketplaceName: string;
  /** Steps by name; `upload_photo:3` is a step `upload_photo`. */
  protected abstract readonly steps: Readonly<Record<string, PluginStep>>;

  /**
   * @param commands the way to the browser
   * @param clock tells how long a browser has been at work
   */
  constructor(
    protected readonly commands: PluginCommands,
    protected readonly clock: Clock,
  ) {
    super();
  }

  /**
   * Executes one step, in the browser or here.
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns the step's outcome, or the one its failed command stands for
   */
  override async executeTask(task: TaskView, context: StepContext): Promise<Outcome> {
    const step = this.stepOf(task);
    if (step === undefined) {
      return refused({
        code: 'task.step_unknown',
        message: `This version of StoFlow does not know the step ${task.step}.`,
        actor: 'us',
      });
    }
    try {
      return 'execute' in step
        ? await step.execute(task, context)
        : await this.executeCommand(step, task, context);
    } catch (error) {
      if (error instanceof StepFailedError) return error.outcome;
      if (error instanceof PluginGoneError) return outcomeOfGone(error, task.effect);
      throw error;
    }
  }

  /**
   * Tells what the browser, or an answer that was stored since, says of an execution without an answer.
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns what is known; undefined where the marketplace has to be asked
   */
  override async recall(task: TaskView, context: StepContext): Promise<Reconciliation | undefined> {
    const step = this.stepOf(task);
    if (step === undefined || 'execute' in step || task.attemptKey === '') return undefined;
    const { tenant, account, signal } = context;
    try {
      const recalled = await this.commands.recall({ tenant, account, commandId: task.attemptKey, signal });
      return this.recalled(recalled, step, task, context);
    } catch (error) {
      if (error instanceof PluginGoneError) return waitForBrowser(error);
      throw error;
    }
  }

  /**
   * Asks the marketplace whether a step without an answer took effect.
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns what was found; a look that failed decides nothing
   */
  override async reconcile(task: TaskView, context: StepContext): Promise<Reconciliation> {
    const step = this.stepOf(task);
    if (step === undefined || 'execute' in step || step.lookUp === undefined) {
      return task.effect === 'once'
        ? { kind: 'undecided', message: `Nothing can look up the step ${task.step}.` }
        : { kind: 'absent' };
    }
    try {
      return await step.lookUp(task, context);
    } catch (error) {
      if (error instanceof StepFailedError) return error.reconciliation();
      throw error;
    }
  }

  /** @returns what the steps say that they append */
  override appends(): readonly TaskPlan[] {
    return Object.values(this.steps).flatMap((step) => step.appends ?? []);
  }

  private async executeCommand(step: CommandStep, task: TaskView, context: StepContext): Promise<Outcome> {
    const skipped = step.skip?.(task, context);
    if (skipped !== undefined) return skipped;
    const payload = readShape(step.shape.payload, step.payload(task, context));
    if (!payload.ok) return shapeRefused('StoFlow made a command that is not valid.', payload.fields);
    const answer = await this.commands.execute({
      tenant: context.tenant,
      account: context.account,
      commandId: task.attemptKey,
      attempt: task.attempt,
      command: step.shape.name,
      version: step.shape.version,
      payload: { ...payload.value },
      signal: context.signal,
    });
    return this.outcomeOf(answer, step, task, context);
  }

  private outcomeOf(answer: PluginAnswer, step: CommandStep, task: TaskView, context: StepContext): Outcome {
    if (answer.status !== 'done') {
      return step.explain?.(answer, task, context) ?? this.failure(answer, step, task, context);
    }
    const data = readShape(step.shape.data, answer.data);
    if (data.ok) return step.finish(data.value, task, context);
    const failure = shapeRefused(`The browser's answer is not what ${step.shape.name} returns.`, data.fields);
    return task.effect === 'once' ? unknown(failure) : failure;
  }

  private failure(answer: FailedAnswer, step: CommandStep, task: TaskView, context: StepContext): Outcome {
    return outcomeOfFailure(answer, {
      marketplace: context.account.marketplace,
      name: this.marketplaceName,
      effect: task.effect,
      attempt: task.attempt,
      fieldOf: (field) => step.fieldOf?.(field, task),
    });
  }

  private recalled(
    recalled: Recalled,
    step: CommandStep,
    task: TaskView,
    context: StepContext,
  ): Reconciliation | undefined {
    switch (recalled.status) {
      case 'not_started':
        return { kind: 'absent', certain: true };
      case 'under_way':
        return this.atWork(task);
      case 'out_of_reach':
        return undefined;
      default: {
        const outcome = this.outcomeOf(recalled, step, task, context);
        if (outcome.kind === 'unknown') return undefined;
        // It certainly had no effect, and the answer ends its key: the next execution meets whatever still stands in
        // the way, and waits for it as any other.
        return outcome.kind === 'retry' ? { kind: 'absent', certain: true } : outcome;
      }
    }
  }

  private atWork({ startedAt }: TaskView): Reconciliation {
    return retry(
      { code: 'plugin.under_way', message: 'The browser is still at work on it.' },
      {
        patienceMs: LOOK_AGAIN_MS,
        costsAttempt: this.clock.now().getTime() - startedAt.getTime() > WORK_MS,
      },
    );
  }

  private stepOf(task: TaskView): PluginStep | undefined {
    const name = task.step.split(':', 1)[0] ?? '';
    return Object.hasOwn(this.steps, name) ? this.steps[name] : undefined;
  }
}

import type { Effect } from '../../src/domain/effects.ts';
import { retry, unknown } from '../../src/domain/outcome.ts';
import type { Done, Failure, Outcome, Reconciliation } from '../../src/domain/outcome.ts';
import type { ListingSnapshot } from '../../src/domain/snapshots.ts';
import type { TaskPlan } from '../../src/domain/task-plan.ts';
import type { BaseJobHandler } from '../../src/handlers/contract/base-job-handler.ts';
import type { PlanContext, StepContext, TaskView } from '../../src/handlers/contract/contexts.ts';

/** How a job is driven. */
export interface DriverOptions {
  /** Deadline of one execution or look-up, in milliseconds. */
  readonly stepTimeoutMs?: number;
  /** Executions of one step that may be spent on failures which cost an attempt. */
  readonly maxAttempts?: number;
  /** True where the process "dies" after an execution, before its outcome is stored. Asked once an execution. */
  readonly crashAfter?: (task: TaskView) => boolean;
  /** True where the seller's wish to cancel is found at the boundary before a step. */
  readonly cancelBefore?: (step: string) => boolean;
}

/**
 * How a run of a job ended: `held` is a job that waits for somebody to act on its account; one that was cancelled goes on
 * where it stopped when it is run again.
 */
export interface DriverReport {
  readonly status: 'completed' | 'failed' | 'held' | 'cancelled';
  readonly failure: Failure | undefined;
  readonly result: Record<string, unknown>;
  /** What happened, in order: `create_offer: unknown`, `create_offer: reconciled done`. */
  readonly history: readonly string[];
  readonly outcomes: readonly Outcome[];
}

type Stop = Pick<DriverReport, 'status' | 'failure'>;

/** Look-ups that decide nothing before the driver gives up. */
const LOOK_UPS = 5;
/** Waits asked for by the marketplace that the driver skips before it gives up. */
const FREE_RETRIES = 5;

/**
 * Runs a handler's plan in this process, without queue and database and without waiting: results are kept in memory,
 * what is unknown is looked up before it is repeated, and whoever calls `run` again continues where it stopped.
 */
export class StepDriver {
  private readonly results: Record<string, Readonly<Record<string, unknown>>> = {};
  private readonly attempts = new Map<string, number>();
  private readonly history: string[] = [];
  private readonly outcomes: Outcome[] = [];
  private plan: TaskPlan[] | undefined;
  private current: ListingSnapshot | null | undefined;
  private older: readonly ListingSnapshot[] | undefined;
  /** Everything the steps asked to be stored, in order. */
  readonly effects: Effect[] = [];

  /**
   * @param handler the handler under test
   * @param context the job; read anew at every start of `run`, so that a test can edit the product in between
   * @param options how it is driven
   */
  constructor(
    private readonly handler: BaseJobHandler,
    private readonly context: () => PlanContext,
    private readonly options: DriverOptions = {},
  ) {}

  /** @returns the listing as the effects have left it */
  get listing(): ListingSnapshot | null {
    return this.current ?? null;
  }

  /** @returns the listings that newer copies superseded and that have not ended, as the effects have left them */
  get superseded(): readonly ListingSnapshot[] {
    return this.older ?? [];
  }

  /**
   * Runs until the job ends or has to wait for somebody.
   * @returns how it ended
   */
  async run(): Promise<DriverReport> {
    const context = this.context();
    this.current ??= context.listing;
    this.older ??= context.superseded;
    if (this.plan === undefined) {
      const planned = this.handler.plan(context);
      if ('kind' in planned) return this.report({ status: 'failed', failure: planned });
      this.plan = [...planned];
    }
    for (let position = 0; position < this.plan.length; position += 1) {
      const task = this.plan[position];
      if (task === undefined || task.step in this.results) continue;
      if (this.options.cancelBefore?.(task.step) === true) {
        return this.report({ status: 'cancelled', failure: undefined });
      }
      const stop = await this.finish(task, position, context);
      if (stop !== undefined) return this.report(stop);
    }
    return this.report({ status: 'completed', failure: undefined });
  }

  private async finish(plan: TaskPlan, position: number, context: PlanContext): Promise<Stop | undefined> {
    const maxAttempts = this.options.maxAttempts ?? 5;
    let spent = 0;
    let free = 0;
    for (;;) {
      const task = this.begin(plan, position);
      const outcome = await this.execute(task, context);
      this.note(`${plan.step}: ${outcome.kind}`, outcome);
      const settled = outcome.kind === 'unknown' ? await this.lookUp(task, context) : outcome;
      switch (settled.kind) {
        case 'done':
          this.journal(plan.step, settled);
          return undefined;
        case 'refused':
        case 'undecided':
          return { status: 'failed', failure: failureOf(settled) };
        case 'retry':
          if (settled.holds !== undefined) return { status: 'held', failure: settled };
          spent += settled.costsAttempt ? 1 : 0;
          free += settled.costsAttempt ? 0 : 1;
          if (spent >= maxAttempts || free > FREE_RETRIES) return { status: 'failed', failure: settled };
          break;
        case 'absent':
          break;
      }
    }
  }

  private begin(plan: TaskPlan, position: number): TaskView {
    const attempt = (this.attempts.get(plan.step) ?? 0) + 1;
    this.attempts.set(plan.step, attempt);
    return {
      position,
      step: plan.step,
      taskType: plan.taskType,
      effect: plan.effect,
      payload: plan.payload ?? {},
      attempt,
      attemptKey: `${plan.step}#${attempt}`,
      startedAt: new Date(),
    };
  }

  private async execute(task: TaskView, context: PlanContext): Promise<Outcome> {
    const outcome = await this.attempt(task, () => this.handler.executeTask(task, this.stepContext(context)));
    if (this.options.crashAfter?.(task) !== true) return outcome;
    const failure: Failure = {
      code: 'test.crashed',
      message: 'The process died before the outcome was stored.',
    };
    return task.effect === 'once' ? unknown(failure) : retry(failure);
  }

  private async attempt(task: TaskView, execute: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await execute();
    } catch (error) {
      // The contract of BaseJobHandler.executeTask.
      const failure: Failure = { code: 'test.thrown', message: String(error), original: error };
      return task.effect === 'once' ? unknown(failure) : retry(failure);
    }
  }

  private async lookUp(task: TaskView, context: PlanContext): Promise<Reconciliation> {
    let found: Reconciliation = { kind: 'undecided', message: 'never looked up' };
    for (let count = 0; count < LOOK_UPS; count += 1) {
      found = await this.handler.reconcile(task, this.stepContext(context));
      this.note(`${task.step}: reconciled ${found.kind}`);
      const holds = found.kind === 'retry' && found.holds !== undefined;
      if (holds || (found.kind !== 'retry' && found.kind !== 'undecided')) return found;
    }
    // Looks that all failed have decided nothing: executing again without knowing would hide a double.
    return found.kind === 'retry' ? { kind: 'undecided', message: found.message } : found;
  }

  private stepContext(context: PlanContext): StepContext {
    return {
      ...context,
      results: this.results,
      signal: AbortSignal.timeout(this.options.stepTimeoutMs ?? 5_000),
      log: { info: () => undefined, warn: () => undefined },
    };
  }

  private journal(step: string, { result, effects, then }: Done): void {
    // Through JSON, as the database stores it.
    this.results[step] = JSON.parse(JSON.stringify(result)) as Record<string, unknown>;
    this.plan?.push(...then);
    for (const effect of effects) {
      this.effects.push(effect);
      if (effect.type !== 'listing') continue;
      // What is told of an old copy changes nothing of the newer one.
      if (effect.copy === 'old_copy') {
        const isMeant = ({ externalIds }: ListingSnapshot): boolean =>
          Object.entries(effect.externalIds ?? {}).every(([name, id]) => externalIds[name] === id);
        if (effect.status !== 'live') this.older = this.superseded.filter((row) => !isMeant(row));
        continue;
      }
      if (effect.copy === 'new_copy' && this.current != null) this.older = [...this.superseded, this.current];
      const before = effect.copy === 'new_copy' ? undefined : this.current;
      this.current = {
        id: before?.id ?? (this.current?.id ?? 0) + 1,
        status: effect.status,
        externalIds: { ...before?.externalIds, ...effect.externalIds },
        url: effect.url ?? before?.url ?? null,
        fingerprint: effect.fingerprint ?? before?.fingerprint ?? null,
        shown: { ...before?.shown, ...effect.shown },
      };
    }
  }

  private note(line: string, outcome?: Outcome): void {
    this.history.push(line);
    if (outcome !== undefined) this.outcomes.push(outcome);
  }

  private report(stop: Stop): DriverReport {
    const { history, outcomes } = this;
    return { ...stop, result: this.handler.summarise(this.results), history, outcomes };
  }
}

function failureOf(settled: Extract<Reconciliation, { kind: 'refused' | 'undecided' }>): Failure {
  return settled.kind === 'refused' ? settled : { code: 'outcome.unresolved', message: settled.message };
}

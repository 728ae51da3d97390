import type { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { VintedBench } from '../../integration/handlers/vinted/vinted-bench.ts';
import type { SeenJob } from '../../integration/handlers/vinted/vinted-bench.ts';
import type { RecordedCall } from '../recording-proxy/recorded-call.ts';
import { waitFor } from '../wait-for.ts';
import { BrowserStage } from './browser-stage.ts';
import { repeatedSteps, watched } from './executions.ts';
import type { Execution } from './executions.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import type { StandInView } from './stand-in-view.ts';
import { problemsOfError, problemsOfSaying } from './understandable.ts';
import type { ShownError } from './understandable.ts';
import { wiredIn } from './wired-handlers.ts';
import type { WiredHandlers } from './wired-handlers.ts';

const MARKETPLACE = 'vinted';
/** What a person must do before the job goes on. */
const WAITS_FOR_PERSON = ['challenge', 'reauth'];
const ENDS = ['completed', 'failed', 'cancelled', 'expired'];

/** What is done to a job that a browser executes. */
export interface BrowserDisturbance {
  /** Arms the proxy, the site or the browser, when the seller's world is prepared. */
  readonly arm?: (stage: BrowserStage) => void;
  /** True where the seller thinks better of it before anything has begun. */
  readonly cancelsAtOnce?: boolean;
  /**
   * Comes after a step was executed and before its outcome is stored. What it throws is thrown by the step.
   * @param jobId whose step
   * @param step its name
   */
  readonly afterStep?: (jobId: number, step: string) => Promise<void>;
  /** True where the seller thinks better of it while this step is executed: found at the boundary after it. */
  readonly cancelsAfter?: (step: string) => boolean;
}

/** What became of a job that a browser executed. */
export interface BrowserTrial {
  readonly job: SeenJob;
  /** Statuses in which it ended, and reasons for which it waited for a person, in order. */
  readonly course: readonly string[];
  readonly executions: readonly Execution[];
  readonly stage: BrowserStage;
  /** Calls of the browser to the site. */
  readonly calls: readonly RecordedCall[];
  /** Commands that the browser began to act on. */
  readonly commands: number;
  readonly after: StandInView;
  /** What the job's result must say, whatever was done to it. */
  readonly told: unknown;
  readonly problems: readonly string[];
}

interface Followed {
  readonly job: SeenJob;
  readonly course: readonly string[];
  readonly problems: readonly string[];
}

/** Runs the handlers of the marketplace that is reached by a browser: the real program, a real socket, a database. */
export class BrowserKit {
  /** By account and action: every trial has an account of its own. */
  private readonly trials = new Map<string, { log: Execution[]; disturbance: BrowserDisturbance }>();

  private constructor(
    readonly bench: VintedBench,
    private readonly wired: WiredHandlers,
  ) {
    for (const handler of wired.byAction.values()) this.watch(handler);
  }

  /** @returns the kit */
  static async start(): Promise<BrowserKit> {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    const bench = await VintedBench.start({ photosAssignedOnce: false });
    return new BrowserKit(bench, wiredIn(bench.app.app, MARKETPLACE));
  }

  /** @returns the handlers there are, by action */
  get handlers(): ReadonlyMap<string, BaseJobHandler> {
    return this.wired.byAction;
  }

  /**
   * @param action which handler
   * @returns names of the steps that the list of handlers has of it
   */
  listedSteps(action: string): ReadonlySet<string> {
    return this.wired.listedSteps.get(action) ?? new Set();
  }

  /** @returns the marketplace's name */
  get marketplace(): string {
    return MARKETPLACE;
  }

  /**
   * Runs a job of a seller of its own to its end.
   * @param action which job
   * @param disturbance what is done to it
   * @returns what became of it
   * @throws {Error} where there is no scenario for it, or it does not end
   */
  async trial(action: string, disturbance: BrowserDisturbance = {}): Promise<BrowserTrial> {
    const scenario = SCENARIOS[action];
    if (scenario === undefined) throw new Error(`nobody has said what ${action} is to do`);
    const stage = await BrowserStage.open(this.bench);
    try {
      await scenario.prepare(stage);
      const before = await stage.view();
      const acted = actedOn(stage);
      stage.proxy.reset();
      const log: Execution[] = [];
      this.trials.set(keyOf(stage.seller.accountId, action), { log, disturbance });
      disturbance.arm?.(stage);
      const id = await this.request(action, scenario, stage, disturbance);
      const { job, course, problems } = await this.follow(id, stage, scenario, () =>
        this.request(action, scenario, stage, {}),
      );
      const { calls } = stage.proxy;
      const after = await stage.view();
      const result = job.result_data ?? {};
      return {
        told: scenario.told?.(result),
        ...{ job, course, executions: log, stage, calls, after, commands: actedOn(stage) - acted },
        problems: [
          ...problems,
          ...(after.listedTwice === 0 ? [] : [`${after.listedTwice} are listed twice`]),
          ...(after.orphanDrafts === 0 ? [] : [`${after.orphanDrafts} drafts are left`]),
          ...scenario.missing({ before, after, stage, result }),
          ...repeatedSteps(log),
        ],
      };
    } finally {
      await stage.close();
    }
  }

  private async request(
    action: string,
    scenario: Scenario,
    stage: BrowserStage,
    disturbance: BrowserDisturbance,
  ): Promise<number> {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await this.bench.call<{ id: number }>('POST', '/api/marketplace/jobs', {
      marketplace: MARKETPLACE,
      action_code: action,
      account_id: stage.seller.accountId,
      ...(scenario.wholeAccount === true ? {} : { product_id: stage.productId }),
      ...(scenario.input === undefined ? {} : { input_data: scenario.input }),
      ...(disturbance.cancelsAtOnce === true ? { run_at: inAnHour } : {}),
    });
    if (disturbance.cancelsAtOnce === true) await this.ask(id, 'cancel');
    return id;
  }

  /**
   * Follows a job to its end, doing what a person would be asked for. One that was cancelled is asked for again, one that
   * failed, or told of something wrong, is made anew, and each must then complete.
   */
  private async follow(
    first: number,
    stage: BrowserStage,
    scenario: Scenario,
    anew: () => Promise<number>,
  ): Promise<Followed> {
    const course: string[] = [];
    const problems: string[] = [];
    for (let id = first, runs = 1; ; runs += 1) {
      const job = await this.end(id, stage, course);
      course.push(job.status);
      const wrong = job.status === 'completed' ? (scenario.wrong?.(job.result_data ?? {}) ?? []) : [];
      problems.push(...wrong.flatMap(problemsOfSaying));
      if (job.status === 'completed' && (wrong.length === 0 || runs === 2)) return { job, course, problems };
      if (job.status === 'failed') problems.push(...problemsOfError(job.error as ShownError, MARKETPLACE));
      if (runs === 2) {
        const said = `${course.join(', ')}: ${JSON.stringify(job.error)}`;
        return { job, course, problems: [...problems, `asked for again, it did not complete: ${said}`] };
      }
      if (wrong.length > 0) await stage.act();
      if (job.status === 'failed' || wrong.length > 0) id = await anew();
      else await this.ask(id, 'retry');
    }
  }

  private async end(id: number, stage: BrowserStage, course: string[]): Promise<SeenJob> {
    let seen: SeenJob | undefined;
    const look = async (): Promise<SeenJob | undefined> => {
      seen = await this.bench.job(id);
      const reason = seen.waiting_for?.reason ?? '';
      if (WAITS_FOR_PERSON.includes(reason)) {
        if (course.at(-1) !== reason) course.push(reason);
        await stage.act();
      }
      return ENDS.includes(seen.status) ? seen : undefined;
    };
    try {
      return await waitFor(look, { what: 'its end' });
    } catch (cause: unknown) {
      throw new Error(`after ${course.join(', ')} it never ended: ${JSON.stringify(seen)}`, { cause });
    }
  }

  private async ask(id: number, wish: 'retry' | 'cancel'): Promise<void> {
    await this.bench.call('POST', `/api/marketplace/jobs/${id}/${wish}`);
  }

  private watch(handler: BaseJobHandler): void {
    const execute = handler.executeTask.bind(handler);
    handler.executeTask = async (task, context) => {
      const { id, actionCode } = context.job;
      const { log = [], disturbance } = this.trials.get(keyOf(context.account.id, actionCode)) ?? {};
      const outcome = await watched(log, task, context, () => execute(task, context));
      if (outcome.kind !== 'done') return outcome;
      if (disturbance?.cancelsAfter?.(task.step) === true) await this.ask(id, 'cancel');
      await disturbance?.afterStep?.(id, task.step);
      return outcome;
    };
  }
}

function keyOf(accountId: number, action: string): string {
  return `${accountId} ${action}`;
}

function actedOn({ plugin }: BrowserStage): number {
  return Object.values(plugin.counts.executed).reduce((sum, ids) => sum + Object.keys(ids).length, 0);
}

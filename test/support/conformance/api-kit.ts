import type { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { StepDriver } from '../step-driver.ts';
import type { DriverOptions, DriverReport } from '../step-driver.ts';
import type { ApiMarket } from './api-market.ts';
import { ApiStage } from './api-stage.ts';
import { repeatedSteps } from './executions.ts';
import type { Execution } from './executions.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import type { StandInView } from './stand-in-view.ts';
import { problemsOfError } from './understandable.ts';
import { WatchedHandler } from './watched-handler.ts';
import { wiredHandlers } from './wired-handlers.ts';
import type { WiredHandlers } from './wired-handlers.ts';

/** What is done to a job. */
export interface Disturbance {
  /** Arms the proxy or the stand-in, when the seller's world is prepared. */
  readonly arm?: () => Promise<void>;
  readonly options?: DriverOptions;
}

/** What became of a job. */
export interface Trial {
  readonly first: DriverReport;
  readonly executions: readonly Execution[];
  readonly after: StandInView;
  /** What the job's result must say, whatever was done to it. */
  readonly told: unknown;
  /** What contradicts the contract, whatever was done to the job. */
  readonly problems: readonly string[];
}

/** Runs the handlers of one marketplace with an API, as the program wires them, without its database. */
export class ApiKit {
  private readonly stages = new Map<number, ApiStage>();

  private constructor(
    readonly market: ApiMarket,
    private readonly wired: () => WiredHandlers,
  ) {}

  /**
   * @param market a running market
   * @returns the kit
   */
  static async start(market: ApiMarket): Promise<ApiKit> {
    let wired: WiredHandlers = { byAction: new Map(), listedSteps: new Map() };
    const kit = new ApiKit(market, () => wired);
    wired = await wiredHandlers(market.marketplace, {
      tokens: {
        accessToken: (tenant, accountId, refresh, request) =>
          kit.stageOf(accountId).tokens.accessToken(tenant, accountId, refresh, request),
      },
      claims: { claim: async (_tenant, _key, _name, [kept, ...free]) => ({ kept, free }) },
      known: {
        open: async (_tenant, accountId) => kit.stageOf(accountId).known(),
        all: async (_tenant, accountId) => kit.stageOf(accountId).known(),
        now: async () => new Date(),
      },
      others: await market.environment(),
      pictureOrigins: market.standIn.url,
    });
    return kit;
  }

  /** @returns the handlers there are, by action */
  get handlers(): ReadonlyMap<string, BaseJobHandler> {
    return this.wired().byAction;
  }

  /**
   * @param action which handler
   * @returns names of the steps that the list of handlers has of it
   */
  listedSteps(action: string): ReadonlySet<string> {
    return this.wired().listedSteps.get(action) ?? new Set();
  }

  /**
   * Runs a job of a seller of its own to its end.
   * @param action which job
   * @param disturbance what is done to it
   * @returns what became of it
   * @throws {Error} where there is no such handler or no scenario for it
   */
  async trial(action: string, disturbance: Disturbance = {}): Promise<Trial> {
    const { handler, scenario } = this.subject(action);
    const stage = await this.stage();
    await scenario.prepare(stage);
    const before = await stage.view();
    this.market.proxy.reset();
    await disturbance.arm?.();
    const watched = new WatchedHandler(handler);
    const job: StepDriver = new StepDriver(
      watched,
      () => {
        const context = stage.context(action, scenario.input, scenario.wholeAccount);
        // What the effects of an earlier run have left is what a later run reads from the tables.
        return job.listing === null
          ? context
          : { ...context, listing: job.listing, superseded: job.superseded };
      },
      disturbance.options,
    );
    const first = await job.run();
    const { result, problems: others } = await this.goOn(first, stage, job);
    const problems = [...others];
    const after = await stage.view();
    problems.push(
      ...(after.listedTwice === 0 ? [] : [`${after.listedTwice} are listed twice`]),
      ...(after.orphanDrafts === 0 ? [] : [`${after.orphanDrafts} drafts are left`]),
      ...scenario.missing({ before, after, stage, result }),
      ...repeatedSteps(watched.executions),
    );
    return { first, executions: watched.executions, after, told: scenario.told?.(result), problems };
  }

  /** A job that did not complete says why, and completes when whoever has to act has acted and it is run again. */
  private async goOn(
    first: DriverReport,
    stage: ApiStage,
    job: StepDriver,
  ): Promise<{ readonly result: Readonly<Record<string, unknown>>; readonly problems: readonly string[] }> {
    if (first.status === 'completed') return { result: first.result, problems: [] };
    const problems =
      first.status === 'cancelled' ? [] : problemsOfError(first.failure, this.market.marketplace);
    await this.market.control('DELETE', 'faults');
    const isHeld = first.status === 'held';
    const unheld = isHeld && !stage.reconnect() ? ['it waits for a consent that was not lost'] : [];
    const { status, failure, result } = await job.run();
    const again =
      status === 'completed' ? [] : [`${first.status}, and run again ${status}: ${failure?.code}`];
    return { result, problems: [...problems, ...unheld, ...again] };
  }

  private subject(action: string): { readonly handler: BaseJobHandler; readonly scenario: Scenario } {
    const handler = this.handlers.get(action);
    const scenario = SCENARIOS[action];
    if (handler === undefined) throw new Error(`${this.market.marketplace} has no handler for ${action}`);
    if (scenario === undefined) throw new Error(`nobody has said what ${action} is to do`);
    return { handler, scenario };
  }

  private async stage(): Promise<ApiStage> {
    const id = this.stages.size + 1;
    const opened = await this.market.openAccount();
    const stage = new ApiStage(this.market, opened, this.handlers.get('publish'), id);
    this.stages.set(id, stage);
    return stage;
  }

  private stageOf(accountId: number): ApiStage {
    const stage = this.stages.get(accountId);
    if (stage === undefined) throw new Error(`there is no account ${accountId}`);
    return stage;
  }
}

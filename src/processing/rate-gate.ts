import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import type { TaskType } from '../domain/vocabulary.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import type { LaneKey } from '../queue/keys.ts';
import { RateBuckets, bucketScope } from '../queue/rate-buckets.ts';
import type { Bucket } from '../queue/rate-buckets.ts';

/** Longest wait for a token that a job spends where it is; a longer one makes its lane wait. */
const PATIENCE_MS = 5000;

/** What the gate needs to know of a step. */
export interface PacedStep {
  readonly taskType: TaskType;
  /** Names of the marketplace's rate scopes. */
  readonly rate: readonly string[];
}

/** May the step begin? `open` after waiting `waitMs` (its tokens are taken), or not before `waitMs`. */
export interface Admission {
  readonly open: boolean;
  readonly waitMs: number;
}

/** Spends the tokens a step needs: the pace of its action on its account, and the budgets of its marketplace. */
@Injectable()
export class RateGate {
  constructor(
    private readonly buckets: RateBuckets,
    private readonly registry: HandlerRegistry,
    private readonly config: AppConfig,
  ) {}

  /**
   * Tells whether a step spends any token.
   * @param type the action of its job
   * @param step the step
   * @returns false for work that talks to no marketplace
   */
  concerns(type: ActionType, step: PacedStep): boolean {
    return step.rate.length > 0 || this.isPaced(type, step);
  }

  /**
   * Takes the tokens of a step.
   * @param type the action of its job
   * @param lane the account
   * @param step the step
   * @returns whether and when it may begin
   */
  async admit(type: ActionType, lane: LaneKey, step: PacedStep): Promise<Admission> {
    let waitMs = 0;
    for (const bucket of this.bucketsOf(type, lane, step)) {
      const token = await this.buckets.take(bucket, PATIENCE_MS);
      waitMs = Math.max(waitMs, token.waitMs);
      if (!token.taken) return { open: false, waitMs };
    }
    return { open: true, waitMs };
  }

  /**
   * Closes one of the marketplace's budgets, as the marketplace asked.
   * @param type the action that met the limit
   * @param lane the account
   * @param scope name of the budget
   * @param milliseconds how long
   */
  async block(type: ActionType, lane: LaneKey, scope: string, milliseconds: number): Promise<void> {
    await this.buckets.block(this.scopeBucket(type, lane, scope), milliseconds);
  }

  private bucketsOf(type: ActionType, lane: LaneKey, step: PacedStep): readonly Bucket[] {
    const scopes = step.rate.map((scope) => this.scopeBucket(type, lane, scope));
    return this.isPaced(type, step) ? [...scopes, this.paceBucket(type, lane)] : scopes;
  }

  private isPaced(type: ActionType, step: PacedStep): boolean {
    return type.rateLimitMs > 0 && (step.taskType === 'direct_http' || step.taskType === 'plugin_http');
  }

  private paceBucket(type: ActionType, lane: LaneKey): Bucket {
    return {
      scope: bucketScope(type.marketplace, 'pace', lane),
      capacity: 1,
      refillPerSecond: 1000 / this.config.scaled(type.rateLimitMs),
    };
  }

  private scopeBucket(type: ActionType, lane: LaneKey, name: string): Bucket {
    const scope = this.registry.adapter(type.marketplace).rateScopes[name];
    if (scope === undefined) throw new Error(`${type.marketplace} has no rate scope ${name}`);
    return {
      scope: bucketScope(type.marketplace, name, scope.per === 'application' ? undefined : lane),
      capacity: scope.capacity,
      refillPerSecond: scope.refillPerSecond,
    };
  }
}

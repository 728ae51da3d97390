import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { AppConfig } from '../config/app-config.ts';
import type { Failure, Retry } from '../domain/outcome.ts';
import { backoffMs } from '../domain/retry-policy.ts';
import type { WaitReason } from '../domain/vocabulary.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { Endings } from '../ledger/endings.ts';
import type { JobRelease } from '../ledger/endings.ts';
import { sayEnded } from '../ledger/ledger-signals.ts';
import type { Settlement } from '../queue/settle.ts';
import { Brakes } from './brakes.ts';
import { JOB_WAITS } from './processing-signals.ts';
import type { Standing } from './standing.ts';

/** Wait of a job for its lane, so that one whose lane was not held after all does not spin; in ms at scale 1. */
const LANE_GRACE_MS = 250;

/** Ends runs that did not finish their job, and says what becomes of the pointer. */
@Injectable()
export class RunEndings {
  constructor(
    private readonly endings: Endings,
    private readonly brakes: Brakes,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * Fails the job for good.
   * @param at where it stands
   * @param failure why
   * @returns what becomes of the pointer
   */
  async fail(at: Standing, failure: Failure): Promise<Settlement> {
    await this.endings.fail(at.fence, {
      job: at.job,
      position: at.position,
      taskStatus: 'failed',
      failure: this.plain(failure),
    });
    return { to: 'gone' };
  }

  /**
   * Ends a job of which nobody could find out whether its step took effect: it stays unknown, and a person is asked.
   * @param at where it stands
   * @param reason why it could not be found out
   * @returns what becomes of the pointer
   */
  async giveUpResolving(at: Standing, reason: string): Promise<Settlement> {
    const code = 'outcome.unresolved';
    const message = `Nobody could find out whether the last step took effect: ${reason}`;
    const details = { marketplace: at.job.marketplace, product_id: at.job.productId };
    await this.endings.fail(at.fence, {
      job: at.job,
      position: at.position,
      taskStatus: 'unknown',
      failure: this.plain({ code, message, actor: 'seller' }),
      pendingAction: {
        type: 'pending_action',
        code,
        message,
        details,
        subject: `job:${at.job.id}`,
        choices: ['retry'],
      },
    });
    return { to: 'gone' };
  }

  /**
   * Lets the job wait after a failure that certainly had no effect, or fails it when its attempts are spent.
   * @param at where it stands
   * @param outcome the failure, and what the marketplace asked for
   * @returns what becomes of the pointer
   */
  async retryLater(at: Standing, outcome: Retry): Promise<Settlement> {
    await this.brakes.apply(at, outcome);
    if (outcome.holds !== undefined) {
      return this.release(at, {
        waitingFor: 'precondition',
        delayMs: 0,
        costsAttempt: false,
        failure: outcome,
        concluded: true,
      });
    }
    const concluded = outcome.keepsKey !== true;
    if (outcome.waitsForLane === true) {
      const delayMs = this.config.scaled(LANE_GRACE_MS);
      const waitingFor = at.unresolved ? 'reconciling' : 'precondition';
      return this.release(at, { waitingFor, delayMs, costsAttempt: false, failure: outcome, concluded });
    }
    const attempts = at.attempts + 1;
    if (outcome.costsAttempt && attempts >= at.job.maxAttempts) return this.fail(at, outcome);
    const leastMs = Math.max(outcome.afterMs ?? 0, this.config.scaled(outcome.patienceMs ?? 0));
    const delayMs = Math.max(leastMs, this.backoffMs(at.type, attempts));
    const waitingFor = outcome.blocks === undefined ? 'backoff' : 'rate';
    return this.release(at, {
      waitingFor,
      delayMs,
      costsAttempt: outcome.costsAttempt,
      failure: outcome,
      concluded,
    });
  }

  /**
   * Lets the job wait before an unknown step is looked up again, or gives up when its attempts are spent.
   * @param at where it stands
   * @param reason why it is not known yet
   * @param afterMs least wait
   * @returns what becomes of the pointer
   */
  async lookAgainLater(at: Standing, reason: string, afterMs = 0): Promise<Settlement> {
    const attempts = at.attempts + 1;
    if (attempts >= at.job.maxAttempts) return this.giveUpResolving(at, reason);
    const delayMs = Math.max(afterMs, this.backoffMs(at.type, attempts));
    return this.wait(at, 'reconciling', delayMs, true);
  }

  /**
   * Lets the job wait for something that is nobody's fault.
   * @param at where it stands
   * @param waitingFor what for; null to be taken up again at once
   * @param delayMs how long
   * @param costsAttempt whether it counts
   * @returns what becomes of the pointer
   */
  async wait(
    at: Standing,
    waitingFor: WaitReason | null,
    delayMs: number,
    costsAttempt = false,
  ): Promise<Settlement> {
    return this.release(at, { waitingFor, delayMs, costsAttempt, failure: null });
  }

  private async release(at: Standing, release: Omit<JobRelease, 'position'>): Promise<Settlement> {
    const { marketplace, actionCode } = at.job;
    const { status, unresolved } = await this.endings.release(at.fence, {
      ...release,
      position: at.position,
      failure: release.failure === null ? null : this.plain(release.failure),
    });
    sayEnded(at.job, status);
    if (status === 'paused') return { to: 'parked', unresolved };
    if (status !== 'pending') return { to: 'gone' };
    JOB_WAITS.say({ marketplace, actionCode, reason: release.waitingFor });
    return release.delayMs > 0
      ? { to: 'scheduled', delayMs: release.delayMs, unresolved }
      : { to: 'ready', unresolved };
  }

  private backoffMs(type: ActionType, attempt: number): number {
    const { baseMs, capMs } = type.backoff;
    const policy = { baseMs: this.config.scaled(baseMs), capMs: this.config.scaled(capMs) };
    return backoffMs(policy, attempt, this.clock.random());
  }

  /** What is stored of a failure: without what only steers the run, and with what the seller can do about it. */
  private plain({ code, message, fields, actor, todo, original }: Failure): Failure {
    return this.registry.errors.explained({
      code,
      message,
      ...(fields === undefined ? {} : { fields }),
      ...(actor === undefined ? {} : { actor }),
      ...(todo === undefined ? {} : { todo }),
      ...(original === undefined ? {} : { original }),
    });
  }
}

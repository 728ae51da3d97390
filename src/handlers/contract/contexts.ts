import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, EffectClass, Marketplace, TaskType } from '../../domain/vocabulary.ts';

/** What a handler knows when it plans a job: plain data, read in one statement before the run starts. */
export interface PlanContext {
  readonly tenant: TenantRef;
  readonly job: {
    readonly id: number;
    readonly marketplace: Marketplace;
    readonly actionCode: ActionCode;
    /** Parameters of the request, as validated when the job was made. */
    readonly input: Readonly<Record<string, unknown>>;
  };
  /** Null for actions on a whole account (a sync). */
  readonly product: ProductSnapshot | null;
  readonly account: AccountSnapshot;
  /** The one open listing of this product on this account, as last known. */
  readonly listing: ListingSnapshot | null;
  /** Listings that a newer copy superseded and that have not ended, oldest first. */
  readonly superseded: readonly ListingSnapshot[];
}

/** A task as its handler sees it: no epoch and no status, since neither is the handler's business. */
export interface TaskView {
  readonly position: number;
  readonly step: string;
  readonly taskType: TaskType;
  readonly effect: EffectClass;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Executions begun, this one included. */
  readonly attempt: number;
  /** Key of this execution, stable until the step is executed anew; usable as an idempotency key. */
  readonly attemptKey: string;
  /** When the first execution of this step began; what it made cannot be older. */
  readonly startedAt: Date;
}

/** Writes log lines that carry tenant, job and task. */
export interface StepLog {
  /**
   * @param message what happened
   * @param details fields beside it; never a secret
   */
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  /**
   * @param message what happened
   * @param details fields beside it; never a secret
   */
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** What a handler is given to execute or to reconcile a step. */
export interface StepContext extends PlanContext {
  /** Results of finished steps by step name, from this run and from earlier ones. */
  readonly results: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * Aborts when the step's time is over or its lease is lost. Every call to a marketplace must obey it: after
   * the abort nothing more may be sent.
   */
  readonly signal: AbortSignal;
  readonly log: StepLog;
}

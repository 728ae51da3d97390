import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { AppConfig } from '../config/app-config.ts';
import { Instances } from './instances.ts';

/** Share of the lease that a single call may use: the rest is for renewing it in time. */
const CALL_SHARE = 0.6;

/**
 * This program's lease on all the jobs it holds. How much of it is left is measured on the local monotonic clock from
 * the *start* of the last renewal that succeeded, which is never later than the database's own count.
 */
@Injectable()
export class InstanceLease {
  /** Leases that this program has lost since it started. */
  losses = 0;
  private readonly log = new Logger(InstanceLease.name);
  private holder: { readonly id: string; readonly lost: AbortController } | undefined;
  private renewedAtMs = 0;
  private renewal: Promise<void> | undefined;

  constructor(
    private readonly instances: Instances,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @returns the id under which this program holds jobs; a new one after every lost lease */
  get id(): string {
    return this.current.id;
  }

  /** @returns a signal that aborts when the lease is lost; everything held under it must stop */
  get lost(): AbortSignal {
    return this.current.lost.signal;
  }

  /**
   * The longest time one call may be given.
   * @returns milliseconds
   */
  get longestCallMs(): number {
    return this.config.leaseMs * CALL_SHARE;
  }

  /** Takes a lease under a new id. */
  async begin(): Promise<void> {
    const holder = { id: randomUUID(), lost: new AbortController() };
    const startedAtMs = this.clock.monotonicMs();
    await this.instances.register(
      { id: holder.id, role: this.config.ROLE, host: hostname(), pid: process.pid },
      this.config.leaseMs,
    );
    this.holder = holder;
    this.renewedAtMs = startedAtMs;
  }

  /** @returns whether jobs may be claimed: the lease has not run out */
  get alive(): boolean {
    return this.holder !== undefined && !this.lost.aborted && this.remainingMs() > 0;
  }

  /**
   * Prolongs the lease. When it is lost, everything under it is told to stop and a new one is taken.
   */
  async renew(): Promise<void> {
    this.renewal ??= this.renewOnce().finally(() => (this.renewal = undefined));
    await this.renewal;
  }

  private async renewOnce(): Promise<void> {
    const { id, lost } = this.current;
    const startedAtMs = this.clock.monotonicMs();
    try {
      if (!lost.signal.aborted && (await this.instances.renew(id, this.config.leaseMs))) {
        this.renewedAtMs = startedAtMs;
        return;
      }
    } catch (error: unknown) {
      // The database cannot be asked: others will take over when the time has run out, so this one stops then.
      if (this.remainingMs() <= 0) lost.abort(new Error('the lease could not be renewed in time'));
      throw error;
    }
    this.losses += 1;
    this.log.warn(`lease ${id} was lost; its jobs are left to others`);
    lost.abort(new Error('the lease of this instance was lost'));
    await this.begin();
  }

  /**
   * Makes sure that the lease lasts as long as a call that is about to start; renews it when it would not.
   * @param milliseconds the call's longest time
   * @returns false when it cannot be made sure: the call must not start
   */
  async outlasts(milliseconds: number): Promise<boolean> {
    const { id } = this.current;
    if (this.remainingMs() <= milliseconds) await this.renew();
    return id === this.current.id && this.remainingMs() > milliseconds;
  }

  /** Gives the lease up after all that was held has been handed back. */
  async end(): Promise<void> {
    if (this.holder !== undefined) await this.instances.leave(this.holder.id);
  }

  private remainingMs(): number {
    return this.config.leaseMs - (this.clock.monotonicMs() - this.renewedAtMs);
  }

  private get current(): { readonly id: string; readonly lost: AbortController } {
    if (this.holder === undefined) throw new Error('this instance has not taken a lease yet');
    return this.holder;
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Shutdown } from '../common/shutdown.ts';
import { AppConfig } from '../config/app-config.ts';
import { DomainError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { ChangeFinder } from './change-finder.ts';
import type { EventStream } from './event-stream.ts';
import { Pulses } from './pulses.ts';
import type { Pulse } from './pulses.ts';
import { StateReader } from './state-reader.ts';
import { TenantFeed } from './tenant-feed.ts';
import { OVERLAP_MS } from './watch.ts';

/** Between two turns: so often a second is anything told at most. */
const TURN_MS = 250;
/** Tenants that are read at once. Readers must not take the connections that jobs and requests need. */
const AT_ONCE = 2;

/**
 * The streams of this instance. While somebody reads, one statement every quarter of a second asks the shared tables for
 * signs of all tenants that are read; only where there are some is a tenant's schema looked at.
 */
@Injectable()
export class Feeds implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Feeds.name);
  private readonly feeds = new Map<number, TenantFeed>();
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private stopped = false;
  private failing = false;

  constructor(
    private readonly config: AppConfig,
    private readonly shutdown: Shutdown,
    private readonly pulses: Pulses,
    private readonly finder: ChangeFinder,
    private readonly reader: StateReader,
  ) {}

  /** @returns how many streams are open */
  get size(): number {
    return [...this.feeds.values()].reduce((sum, feed) => sum + feed.size, 0);
  }

  /** Ends streams as soon as this instance is told to end: they would never end by themselves. */
  onApplicationBootstrap(): void {
    this.shutdown.signal.addEventListener('abort', () => {
      this.end();
    });
  }

  /** Ends streams and waits for the turn that is under way. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.end();
    await this.underWay;
  }

  /**
   * Lets a reader in.
   * @param tenant whose events
   * @param stream its answer
   * @throws {DomainError} `events.too_many_streams` where the tenant, or all of them, have too many here;
   *   `events.stopping` when this instance is about to end
   */
  open(tenant: TenantRef, stream: EventStream): void {
    if (this.stopped || this.shutdown.begun) {
      throw new DomainError('events.stopping', 'unavailable', 'This instance is about to end.');
    }
    const feed = this.feeds.get(tenant.id) ?? new TenantFeed(tenant, this.finder, this.reader);
    const isFull = this.size >= this.config.EVENTS_MAX_STREAMS;
    if (isFull || feed.size >= this.config.EVENTS_MAX_STREAMS_PER_TENANT) {
      const whose = isFull ? '' : ' of this tenant';
      throw new DomainError('events.too_many_streams', 'rate_limited', `Too many streams${whose} are open.`);
    }
    this.feeds.set(tenant.id, feed);
    feed.add(stream);
    stream.open(() => {
      feed.remove(stream);
      if (feed.size === 0 && this.feeds.get(tenant.id) === feed) this.feeds.delete(tenant.id);
    });
    this.wind(0);
  }

  private end(): void {
    for (const feed of this.feeds.values()) feed.end();
  }

  private wind(delayMs: number): void {
    this.timer ??= setTimeout(() => {
      this.underWay = this.turn().finally(() => {
        this.timer = undefined;
        if (this.feeds.size > 0 && !this.stopped) this.wind(TURN_MS);
      });
    }, delayMs);
  }

  private async turn(): Promise<void> {
    try {
      // Whoever comes while the signs are read has its first turn next time.
      const feeds = [...this.feeds.values()];
      const pulses = await this.pulses.of(
        feeds.map(({ tenant }) => tenant.id),
        OVERLAP_MS,
      );
      const byTenant = new Map(pulses.map((pulse) => [pulse.tenantId, pulse]));
      const queue = feeds.values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const feed of queue) await this.turnOf(feed, byTenant.get(feed.tenant.id));
        }),
      );
      this.failing = false;
    } catch (error: unknown) {
      // Said once: readers are told late, and nothing is lost.
      if (!this.failing) this.log.error({ err: error }, 'events cannot be read for now');
      this.failing = true;
    }
  }

  /** One tenant's trouble must not keep the others' readers waiting. */
  private async turnOf(feed: TenantFeed, pulse: Pulse | undefined): Promise<void> {
    try {
      await feed.turn(pulse);
    } catch (error: unknown) {
      this.log.warn({ err: error, tenant: feed.tenant.id }, 'events of a tenant could not be read');
    }
  }
}

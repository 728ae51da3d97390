import { Injectable, Logger } from '@nestjs/common';
import { Shutdown } from '../common/shutdown.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { settled } from '../events/watch.ts';
import { Collection } from './collection.ts';
import { DeliveryRows } from './delivery-rows.ts';
import type { DueDelivery } from './delivery-rows.ts';
import { WebhookTurns } from './webhook-turns.ts';
import type { WebhookTurn } from './webhook-turns.ts';
import { WebhookWork } from './webhook-work.ts';

/** Tenants at once: most of the time a turn waits for a receiver. */
const AT_ONCE = 4;
/** Messages to one endpoint at once. */
const PER_ENDPOINT = 4;
/** A turn begins no further message after this, in milliseconds; it is over long before another instance may take it. */
const TURN_LIMIT_MS = 60_000;
/** The receiver's answer that says that nobody is there any more. */
const GONE = 410;

/**
 * Collects what ended and sends it, tenant by tenant. What is not taken is sent again later, under the same id. A tenant whose
 * history stands still rests, and is looked after again as soon as it goes on.
 */
@Injectable()
export class WebhookPump {
  private readonly log = new Logger(WebhookPump.name);
  private readonly underWay = new Set<Promise<void>>();
  private anybody = true;

  constructor(
    private readonly turns: WebhookTurns,
    private readonly collection: Collection,
    private readonly rows: DeliveryRows,
    private readonly work: WebhookWork,
    private readonly shutdown: Shutdown,
  ) {}

  /** @returns whether any tenant had an endpoint when it was last looked */
  get isAnybody(): boolean {
    return this.anybody;
  }

  /** Begins the turns that are due, as far as there is room; one statement where none is. It waits for none of them. */
  async look(): Promise<void> {
    while (this.underWay.size < AT_ONCE && !this.shutdown.begun) {
      const { turn, isAnybody } = await this.turns.take();
      this.anybody = isAnybody;
      if (turn === undefined) return;
      const run = this.turn(turn).finally(() => this.underWay.delete(run));
      this.underWay.add(run);
    }
  }

  /** Looks after every tenant whose turn has come. */
  async run(): Promise<void> {
    for (await this.look(); this.underWay.size > 0; await this.look()) await Promise.race(this.underWay);
  }

  /** Waits for the turns that are under way. */
  async settle(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** One tenant's trouble must not keep the others waiting. */
  private async turn(turn: WebhookTurn): Promise<void> {
    const { tenant } = turn;
    let isCollected = false;
    try {
      await this.collection.run(tenant, settled(turn.collectedUntil));
      isCollected = true;
      await this.send(tenant);
      if (await this.rest(turn)) return;
    } catch (error: unknown) {
      this.log.error({ err: error, tenant: tenant.id }, 'webhooks of a tenant could not be sent yet');
    }
    await this.turns.end(turn, isCollected, this.work.turnMs).catch((error: unknown) => {
      this.log.error({ err: error, tenant: tenant.id }, 'a turn of webhooks ends with its lease');
    });
  }

  /** @returns whether the tenant needs no turn before its history goes on, or a message is due */
  private async rest(turn: WebhookTurn): Promise<boolean> {
    if (turn.line !== turn.seenLine || !turn.isSettled || !this.work.mayRest) return false;
    const dueInMs = await this.rows.dueInMs(turn.tenant);
    if (dueInMs < this.work.turnMs) return false;
    await this.turns.rest(turn, Math.min(dueInMs, this.work.restMs), this.work.turnMs);
    return true;
  }

  private async send(tenant: TenantRef): Promise<void> {
    const late = performance.now() + TURN_LIMIT_MS;
    const isOver = (): boolean => this.shutdown.begun || performance.now() > late;
    const refusing = new Set<number>();
    for (;;) {
      const due = (await this.rows.due(tenant)).filter(({ endpointId }) => !refusing.has(endpointId));
      if (due.length === 0 || isOver()) return;
      await Promise.all(
        [...Map.groupBy(due, ({ endpointId }) => endpointId)].map(async ([endpointId, deliveries]) => {
          if (!(await this.sendTo(tenant, deliveries, isOver))) refusing.add(endpointId);
        }),
      );
    }
  }

  /**
   * Endpoints do not wait for each other, and one that does not take a message is left alone until the next turn.
   * @returns whether it took all
   */
  private async sendTo(
    tenant: TenantRef,
    deliveries: readonly DueDelivery[],
    isOver: () => boolean,
  ): Promise<boolean> {
    const queue = deliveries.values();
    let isRefused = false;
    await Promise.all(
      Array.from({ length: PER_ENDPOINT }, async () => {
        for (const delivery of queue) {
          if (isRefused || isOver()) return;
          if (!(await this.deliver(tenant, delivery))) isRefused = true;
        }
      }),
    );
    return !isRefused;
  }

  /** @returns whether it was taken */
  private async deliver(tenant: TenantRef, delivery: DueDelivery): Promise<boolean> {
    const attempt = await this.work.send(tenant, delivery, this.shutdown.signal);
    // What the end of this program broke off is nobody's fault and sent again by the next one.
    if (this.shutdown.begun && attempt.error !== null) return false;
    await this.rows.record(tenant, delivery.id, attempt, this.work.againInMs(delivery.attempts + 1));
    if (attempt.status === GONE) await this.rows.disable(tenant, delivery.endpointId, 'gone');
    return attempt.error === null;
  }
}

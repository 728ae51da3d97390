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

/** Collects what ended and sends it, tenant by tenant. What is not taken is sent again later, under the same id. */
@Injectable()
export class WebhookPump {
  private readonly log = new Logger(WebhookPump.name);

  constructor(
    private readonly turns: WebhookTurns,
    private readonly collection: Collection,
    private readonly rows: DeliveryRows,
    private readonly work: WebhookWork,
    private readonly shutdown: Shutdown,
  ) {}

  /** Looks after every tenant whose turn has come. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.turnsInTurn()));
  }

  private async turnsInTurn(): Promise<void> {
    for (let turn = await this.turns.take(); turn !== undefined; turn = await this.turns.take()) {
      await this.turn(turn);
      if (this.shutdown.begun) return;
    }
  }

  /** One tenant's trouble must not keep the others waiting. */
  private async turn(turn: WebhookTurn): Promise<void> {
    const { tenant } = turn;
    let isCollected = false;
    try {
      await this.collection.run(tenant, settled(turn.collectedUntil));
      isCollected = true;
      await this.send(tenant);
    } catch (error: unknown) {
      this.log.error({ err: error, tenant: tenant.id }, 'webhooks of a tenant could not be sent yet');
    }
    await this.turns.end(turn, isCollected, this.work.turnMs);
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

import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { DecryptionError } from '../common/encryption/decryption-error.ts';
import { AppConfig } from '../config/app-config.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { deliveryDelayMs } from './delivery-backoff.ts';
import type { DueDelivery } from './delivery-rows.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhookSender } from './webhook-sender.ts';
import type { Attempt } from './webhook-sender.ts';

/** Between two turns of a tenant, in milliseconds at scale 1. */
const TURN_MS = 2000;
/** The same while its history stands still: the backstop of what wakes it. */
const REST_MS = 60_000;

/** Makes a message of a delivery, and says how long to wait. */
@Injectable()
export class WebhookWork {
  constructor(
    private readonly sender: WebhookSender,
    private readonly secrets: WebhookSecrets,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @returns milliseconds between two turns of a tenant */
  get turnMs(): number {
    return this.config.scaled(TURN_MS);
  }

  /** @returns milliseconds between two turns of a tenant that rests */
  get restMs(): number {
    return this.config.scaled(REST_MS);
  }

  /** @returns whether a tenant may rest: on a cluster its history may be numbered by the node that it lies on */
  get mayRest(): boolean {
    return !this.config.CITUS;
  }

  /**
   * @param attempts that have failed
   * @returns milliseconds until the next one; undefined where there is none
   */
  againInMs(attempts: number): number | undefined {
    const delayMs = deliveryDelayMs(attempts, this.clock.random());
    return delayMs === undefined ? undefined : this.config.scaled(delayMs);
  }

  /**
   * Sends a delivery once.
   * @param tenant whose
   * @param delivery which
   * @param stopped breaks it off
   * @returns what came of it
   */
  async send(tenant: TenantRef, delivery: DueDelivery, stopped: AbortSignal): Promise<Attempt> {
    const { endpointId, eventId, url, secret, previousSecret, body } = delivery;
    try {
      const sealed = previousSecret === null ? [secret] : [secret, previousSecret];
      const keys = sealed.map((each) => this.secrets.keyOf(each, tenant, endpointId));
      return await this.sender.send({ id: messageId(tenant, eventId), url, keys, body }, stopped);
    } catch (error: unknown) {
      if (!(error instanceof DecryptionError)) throw error;
      return { status: null, error: 'the secret cannot be opened; rotate it' };
    }
  }
}

/**
 * @param tenant whose
 * @param eventId the line of history
 * @returns the id of a message: the same for every endpoint and at every attempt, and never given to another one
 */
export function messageId(tenant: TenantRef, eventId: number): string {
  return `msg_${tenant.id}_${eventId}`;
}

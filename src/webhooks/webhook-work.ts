import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { DecryptionError } from '../common/encryption/decryption-error.ts';
import { AppConfig } from '../config/app-config.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { deliveryDelayMs } from './delivery-backoff.ts';
import type { DueDelivery } from './delivery-rows.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhookSender } from './webhook-sender.ts';
import type { Attempt } from './webhook-sender.ts';
import { WEBHOOK_ATTEMPTED } from './webhook-signals.ts';

/** Between two turns of a tenant, in milliseconds at scale 1. */
const TURN_MS = 2000;
/** The same while its history stands still: the backstop of what wakes it. */
const REST_MS = 60_000;

/** Makes a message of a delivery, and says how long to wait. */
@Injectable()
export class WebhookWork {
  private readonly log = new Logger(WebhookWork.name);

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
    const attempt = await this.attempt(tenant, delivery, stopped);
    const { status, error } = attempt;
    WEBHOOK_ATTEMPTED.say({ outcome: error === null ? 'taken' : status === null ? 'unanswered' : 'refused' });
    return attempt;
  }

  private async attempt(tenant: TenantRef, delivery: DueDelivery, stopped: AbortSignal): Promise<Attempt> {
    const { eventId, url, body } = delivery;
    try {
      const keys = this.keysOf(tenant, delivery);
      return await this.sender.send({ id: messageId(tenant, eventId), url, keys, body }, stopped);
    } catch (error: unknown) {
      if (!(error instanceof DecryptionError)) throw error;
      return { status: null, error: 'the secret cannot be opened; rotate it' };
    }
  }

  /** A secret of before that opens no more keeps nothing back: receivers that have changed over do not need it. */
  private keysOf(tenant: TenantRef, { endpointId, secret, previousSecret }: DueDelivery): readonly Buffer[] {
    const key = this.secrets.keyOf(secret, tenant, endpointId);
    if (previousSecret === null) return [key];
    try {
      return [key, this.secrets.keyOf(previousSecret, tenant, endpointId)];
    } catch (error: unknown) {
      if (!(error instanceof DecryptionError)) throw error;
      this.log.warn(
        { err: error, tenant: tenant.id, webhook: endpointId },
        'a message is signed with the new secret alone, since the one of before cannot be opened',
      );
      return [key];
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

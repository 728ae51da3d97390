import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Attempt } from './webhook-sender.ts';

/** Deliveries of one endpoint that are sent in one turn. */
const PER_ENDPOINT = 20;

/** A delivery that is due, with what is needed to send it. */
export interface DueDelivery {
  readonly id: number;
  readonly endpointId: number;
  readonly eventId: number;
  readonly url: string;
  /** Sealed. */
  readonly secret: string;
  /** Sealed; what messages were signed with before, while they are signed with both. */
  readonly previousSecret: string | null;
  /** As it is sent. */
  readonly body: string;
  readonly attempts: number;
}

/** Deliveries as they are stored, for whoever sends them. */
@Injectable()
export class DeliveryRows {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose
   * @returns deliveries that are due, some of each enabled endpoint, the oldest first
   */
  async due({ schema }: TenantRef): Promise<readonly DueDelivery[]> {
    return this.database.query<DueDelivery>(
      `select d.id, e.id as "endpointId", d.event_id as "eventId", e.url, e.secret,
              case when e.previous_secret_until > now() then e.previous_secret end as "previousSecret", d.payload::text as body, d.attempts
       from ${schema}.webhook_endpoints e
       cross join lateral (
         select * from ${schema}.webhook_deliveries d
         where d.endpoint_id = e.id and d.status = 'pending' and d.next_at <= now()
         order by d.next_at, d.id limit ${PER_ENDPOINT}
       ) d
       where e.status = 'enabled'
       order by d.next_at, d.id`,
    );
  }

  /**
   * @param tenant whose
   * @returns milliseconds until the next delivery is due, at most 0 where one is; infinite where none waits
   */
  async dueInMs({ schema }: TenantRef): Promise<number> {
    const [row] = await this.database.query<{ ms: number | null }>(
      `select (extract(epoch from min(d.next_at) - now()) * 1000)::float8 as ms
       from ${schema}.webhook_endpoints e
       cross join lateral (
         select next_at from ${schema}.webhook_deliveries d
         where d.endpoint_id = e.id and d.status = 'pending' order by next_at limit 1
       ) d
       where e.status = 'enabled'`,
    );
    return row?.ms ?? Infinity;
  }

  /**
   * Records an attempt.
   * @param tenant whose
   * @param id the delivery
   * @param attempt what came of it
   * @param againInMs when to try again; undefined where it is not
   */
  async record(
    { schema }: TenantRef,
    id: number,
    { status, error }: Attempt,
    againInMs: number | undefined,
  ): Promise<void> {
    await this.database.query(
      `update ${schema}.webhook_deliveries
       set attempts = attempts + 1, last_status = $2, last_error = $3, last_attempt_at = now(),
           status = case when $3::text is null then 'delivered' when $4::float8 is null then 'failed' else status end,
           delivered_at = case when $3::text is null then now() end,
           next_at = now() + coalesce($4::float8, 0) * interval '1 millisecond'
       where id = $1 and status = 'pending'`,
      [id, status, error, againInMs ?? null],
    );
  }

  /**
   * Stops sending to an endpoint that is gone.
   * @param tenant whose
   * @param endpointId which
   * @param reason why, for its owner
   */
  async disable({ schema }: TenantRef, endpointId: number, reason: string): Promise<void> {
    await this.database.query(
      `update ${schema}.webhook_endpoints set status = 'disabled', disabled_reason = $2, updated_at = now()
       where id = $1 and status = 'enabled'`,
      [endpointId, reason],
    );
  }
}

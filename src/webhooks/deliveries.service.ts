import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { DeliveryQuery } from './dto/webhook-requests.ts';
import { EndpointsService } from './endpoints.service.ts';
import type { DeliveryStatus, WebhookEvent } from './webhook-events.ts';
import { WebhookTurns } from './webhook-turns.ts';

const COLUMNS = `d.id, d.event_id as "eventId", d.type, d.payload, d.status, d.attempts, d.last_status as "lastStatus",
  d.last_error as "lastError", case when d.status = 'pending' then d.next_at end as "nextAt",
  d.last_attempt_at as "lastAttemptAt", d.delivered_at as "deliveredAt", d.created_at as "createdAt"`;

/** A delivery as the owner of its endpoint sees it. */
export interface Delivery {
  readonly id: number;
  readonly eventId: number;
  readonly type: WebhookEvent;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAt: Date | null;
  readonly lastAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly createdAt: Date;
}

/** What was sent to endpoints, and what was not taken. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointsService,
    private readonly turns: WebhookTurns,
  ) {}

  /**
   * @param tenant whose
   * @param endpointId to where
   * @param query filter and page
   * @returns deliveries, newest first
   * @throws {DomainError} `webhook.not_found`
   */
  async list(tenant: TenantRef, endpointId: number, query: DeliveryQuery): Promise<Page<Delivery>> {
    const after = decodeCursor(query.cursor, ['integer']);
    await this.endpoints.get(tenant, endpointId);
    const rows = await this.database.query<Delivery>(
      `select ${COLUMNS} from ${tenant.schema}.webhook_deliveries d
       where d.endpoint_id = $1 and d.id < $2 and ($3::text is null or d.status = $3)
       order by d.id desc limit $4`,
      [endpointId, after?.[0] ?? Number.MAX_SAFE_INTEGER, query.status ?? null, query.limit + 1],
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * Has everything sent again that was given up, or that waits, as soon as may be.
   * @param tenant whose
   * @param endpointId to where
   * @returns how many deliveries
   * @throws {DomainError} `webhook.not_found`
   */
  async retry(tenant: TenantRef, endpointId: number): Promise<number> {
    await this.endpoints.get(tenant, endpointId);
    const rows = await this.database.query(
      `update ${tenant.schema}.webhook_deliveries set status = 'pending', attempts = 0, next_at = now()
       where endpoint_id = $1 and (status = 'failed' or (status = 'pending' and next_at > now())) returning id`,
      [endpointId],
    );
    if (rows.length > 0) await this.turns.hurry(tenant);
    return rows.length;
  }
}

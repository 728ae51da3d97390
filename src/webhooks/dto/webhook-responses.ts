import { ApiProperty } from '@nestjs/swagger';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { Delivery } from '../deliveries.service.ts';
import type { Endpoint } from '../endpoints.service.ts';
import { DELIVERY_STATUSES, ENDPOINT_STATUSES, WEBHOOK_EVENTS } from '../webhook-events.ts';
import type { DeliveryStatus, EndpointStatus, WebhookEvent } from '../webhook-events.ts';
import { messageId } from '../webhook-work.ts';

/** An endpoint as the API returns it. */
export class WebhookResponse {
  @ApiProperty({ type: Number, example: 4 })
  readonly id: number;
  @ApiProperty({ type: String, example: 'https://shop.example/stoflow' })
  readonly url: string;
  @ApiProperty({ enum: WEBHOOK_EVENTS, isArray: true, example: ['batch.ended'] })
  readonly events: readonly WebhookEvent[];
  @ApiProperty({ type: String, example: 'The stock list' })
  readonly description: string;
  @ApiProperty({ enum: ENDPOINT_STATUSES, example: 'enabled' })
  readonly status: EndpointStatus;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: '`by request`, `gone` (it answered 410), or `moved` (it needs a new secret)',
  })
  readonly disabled_reason: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'until when messages are signed with the secret of before as well; null where it is over',
  })
  readonly previous_secret_until: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param endpoint as it was read */
  constructor(endpoint: Endpoint) {
    this.id = endpoint.id;
    this.url = endpoint.url;
    this.events = endpoint.events;
    this.description = endpoint.description;
    this.status = endpoint.status;
    this.disabled_reason = endpoint.disabledReason;
    this.previous_secret_until = endpoint.previousSecretUntil;
    this.created_at = endpoint.createdAt;
    this.updated_at = endpoint.updatedAt;
  }
}

/** An endpoint with the secret that its messages are signed with. */
export class WebhookSecretResponse extends WebhookResponse {
  @ApiProperty({
    type: String,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    description: 'shown this once; keep it where you check signatures',
  })
  readonly secret: string;

  /** @param made the endpoint and its new secret */
  constructor({ endpoint, secret }: { readonly endpoint: Endpoint; readonly secret: string }) {
    super(endpoint);
    this.secret = secret;
  }
}

/** A message to an endpoint, and how far it has come. */
export class DeliveryResponse {
  @ApiProperty({ type: Number, example: 77 })
  readonly id: number;
  @ApiProperty({ type: String, example: 'msg_1_90210', description: '`webhook-id`' })
  readonly message_id: string;
  @ApiProperty({ enum: WEBHOOK_EVENTS, example: 'batch.ended' })
  readonly type: WebhookEvent;
  @ApiProperty({ enum: DELIVERY_STATUSES, example: 'delivered' })
  readonly status: DeliveryStatus;
  @ApiProperty({ type: Number, example: 1 })
  readonly attempts: number;
  @ApiProperty({ type: Number, nullable: true, example: 204, description: 'what was answered last' })
  readonly last_status: number | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly last_error: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'of one that waits' })
  readonly next_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly last_attempt_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly delivered_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: {
      type: 'batch.ended',
      timestamp: '2026-01-05T09:31:00.000Z',
      data: { id: 12, status: 'completed' },
    },
    description: 'what is sent',
  })
  readonly payload: unknown;

  /**
   * @param tenant whose
   * @param delivery as it was read
   */
  constructor(tenant: TenantRef, delivery: Delivery) {
    this.id = delivery.id;
    this.message_id = messageId(tenant, delivery.eventId);
    this.type = delivery.type;
    this.status = delivery.status;
    this.attempts = delivery.attempts;
    this.last_status = delivery.lastStatus;
    this.last_error = delivery.lastError;
    this.next_at = delivery.nextAt;
    this.last_attempt_at = delivery.lastAttemptAt;
    this.delivered_at = delivery.deliveredAt;
    this.created_at = delivery.createdAt;
    this.payload = delivery.payload;
  }
}

/** What became of a retry. */
export class DeliveryRetryResponse {
  @ApiProperty({ type: Number, example: 3, description: 'messages that are sent again' })
  readonly deliveries!: number;
}

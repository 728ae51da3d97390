import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsStorableText, MayBeAbsent } from '../../common/http/fields.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { DELIVERY_STATUSES, ENDPOINT_STATUSES, WEBHOOK_EVENTS } from '../webhook-events.ts';
import type { DeliveryStatus, EndpointStatus, WebhookEvent } from '../webhook-events.ts';

/** Seconds: a day, in which somebody is at work. */
const USUAL_OVERLAP = 86_400;
/** Seconds: a week. A secret that goes on for longer was not replaced. */
const LONGEST_OVERLAP = 604_800;
const URL_DESCRIPTION = 'https, port 443, a host on the public internet';

/** Asks for messages to an address. */
export class CreateWebhookDto {
  @ApiProperty({
    type: String,
    maxLength: 2000,
    example: 'https://shop.example/stoflow',
    description: URL_DESCRIPTION,
  })
  @IsStorableText(2000)
  readonly url!: string;

  @ApiProperty({
    enum: WEBHOOK_EVENTS,
    isArray: true,
    example: ['batch.ended'],
    description: 'what to hear of',
  })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10)
  @IsIn(WEBHOOK_EVENTS, { each: true })
  readonly events!: readonly WebhookEvent[];

  @ApiPropertyOptional({ type: String, maxLength: 200, example: 'The stock list' })
  @MayBeAbsent()
  @IsStorableText(200)
  readonly description?: string;
}

/** Changes an endpoint; what is absent stays. */
export class ChangeWebhookDto {
  @ApiPropertyOptional({
    type: String,
    maxLength: 2000,
    example: 'https://shop.example/stoflow',
    description: URL_DESCRIPTION,
  })
  @MayBeAbsent()
  @IsStorableText(2000)
  readonly url?: string;

  @ApiPropertyOptional({ enum: WEBHOOK_EVENTS, isArray: true, example: ['batch.ended'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10)
  @IsIn(WEBHOOK_EVENTS, { each: true })
  readonly events?: readonly WebhookEvent[];

  @ApiPropertyOptional({ type: String, maxLength: 200, example: 'The stock list' })
  @MayBeAbsent()
  @IsStorableText(200)
  readonly description?: string;

  @ApiPropertyOptional({ enum: ENDPOINT_STATUSES, example: 'enabled' })
  @MayBeAbsent()
  @IsIn(ENDPOINT_STATUSES)
  readonly status?: EndpointStatus;
}

/** Says how long messages are signed with two secrets. */
export class RotateSecretDto {
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    maximum: LONGEST_OVERLAP,
    default: USUAL_OVERLAP,
    example: USUAL_OVERLAP,
    description: 'seconds for which messages are signed with the secret of before as well; 0: not at all',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => value ?? USUAL_OVERLAP)
  @IsInt()
  @Min(0)
  @Max(LONGEST_OVERLAP)
  readonly overlap_seconds: number = USUAL_OVERLAP;
}

/** Query of `GET /api/webhooks/{id}/deliveries`. */
export class DeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  readonly status?: DeliveryStatus;
}

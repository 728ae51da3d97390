import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE, MARKETPLACE_TITLE } from '../../common/http/marketplace-examples.ts';
import { ACTORS } from '../../domain/vocabulary.ts';
import type { Actor } from '../../domain/vocabulary.ts';

/** One precondition of an account. */
export class ChecklistItemResponse {
  @ApiProperty({ type: String, example: 'fulfillment_policy' })
  readonly code!: string;
  @ApiProperty({ type: Boolean, example: false })
  readonly ok!: boolean;
  @ApiProperty({ type: String, example: 'Choose one of your shipping policies.' })
  readonly message!: string;
  @ApiProperty({ enum: ACTORS, required: false, description: 'who must act where it is not ok' })
  readonly actor?: Actor;
  @ApiProperty({
    type: Boolean,
    required: false,
    example: true,
    description: 'true where it is missing and every job that sends content would fail for it',
  })
  readonly blocks?: boolean;
  @ApiProperty({
    type: 'array',
    required: false,
    items: { type: 'object', additionalProperties: { type: 'string' } },
    example: [{ id: '6196932000', name: 'Colissimo' }],
  })
  readonly choices?: readonly { readonly id: string; readonly name: string }[];
  @ApiProperty({
    type: String,
    required: false,
    example: 'fulfillment_policy_id',
    description: 'the setting of the account that keeps the id of a choice; beside `choices`',
  })
  readonly setting?: string;
  @ApiProperty({
    type: String,
    required: false,
    example: 'What is live stays where it is.',
    description: 'what follows from another choice, where that should be known before; beside `choices`',
  })
  readonly caution?: string;
}

/** What a verification found. */
export class VerificationResponse {
  @ApiProperty({ type: Boolean, example: false, description: 'whether everything is there' })
  readonly ok!: boolean;
  @ApiProperty({ type: [ChecklistItemResponse] })
  readonly items!: readonly ChecklistItemResponse[];
}

/** An action of the catalogue. */
export class ActionTypeResponse {
  @ApiProperty({ type: Number, example: 1 })
  readonly id!: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ type: String, example: MARKETPLACE_TITLE, description: 'its name as people write it' })
  readonly marketplace_title!: string;
  @ApiProperty({
    type: Boolean,
    example: true,
    description: 'whether accounts of the marketplace can be connected by consent',
  })
  readonly by_consent!: boolean;
  @ApiProperty({ type: String, example: 'publish' })
  readonly code!: string;
  @ApiProperty({ type: String, example: 'Publish' })
  readonly name!: string;
  @ApiProperty({ type: String, example: 'Creates the listing and publishes it.' })
  readonly description!: string;
  @ApiProperty({ type: Number, example: 3 })
  readonly priority!: number;
  @ApiProperty({ type: Boolean, example: false, description: 'covers a whole account and takes no products' })
  readonly is_batch!: boolean;
  @ApiProperty({ type: Number, example: 50, description: 'least time between two calls of one account' })
  readonly rate_limit_ms!: number;
  @ApiProperty({ type: Number, example: 5 })
  readonly max_attempts!: number;
  @ApiProperty({ type: Number, example: 15, description: 'longest time of one step' })
  readonly timeout_seconds!: number;
  @ApiProperty({ type: Boolean, example: false })
  readonly needs_plugin!: boolean;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'seconds between two jobs of an account that nobody has to ask for',
  })
  readonly every_seconds!: number | null;
  @ApiProperty({ type: Boolean, example: true })
  readonly supported!: boolean;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'why it is not supported' })
  readonly unsupported_reason!: string | null;
}

import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { ACCOUNT_STATUSES } from '../../domain/vocabulary.ts';
import type { AccountStatus } from '../../domain/vocabulary.ts';
import type { MarketplaceAccount } from '../marketplace-account.entity.ts';

/** A marketplace account as the API returns it: never with its credentials. */
export class AccountResponse {
  @ApiProperty({ type: Number, example: 3 })
  readonly id: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: String, example: 'Main shop' })
  readonly name: string;
  @ApiProperty({ type: String, example: 'acme-vintage' })
  readonly external_id: string;
  @ApiProperty({ enum: ACCOUNT_STATUSES, example: 'connected', description: '`paused` hides the connection' })
  readonly status: AccountStatus;
  @ApiProperty({
    enum: ['connected', 'needs_reauth', 'challenge', 'disconnected'],
    example: 'connected',
    description: 'what the account will be when it is resumed',
  })
  readonly connection: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'why the connection is not good' })
  readonly status_reason: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { payment_policy_id: '6196947000' } })
  readonly settings: Readonly<Record<string, unknown>>;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'what the last verification found, one item a precondition',
    example: [{ code: 'fulfillment_policy', ok: true, message: 'Found.' }],
  })
  readonly checklist: readonly unknown[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly verified_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param account a loaded account */
  constructor(account: MarketplaceAccount) {
    this.id = account.id;
    this.marketplace = account.marketplace;
    this.name = account.name;
    this.external_id = account.externalId;
    this.status = account.status;
    this.connection = account.connection;
    this.status_reason = account.statusReason ?? null;
    this.settings = account.settings;
    this.checklist = account.checklist;
    this.verified_at = account.verifiedAt ?? null;
    this.created_at = account.createdAt;
    this.updated_at = account.updatedAt;
  }
}

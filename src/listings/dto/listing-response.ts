import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { LISTING_STATUSES } from '../../domain/vocabulary.ts';
import type { ListingStatus } from '../../domain/vocabulary.ts';
import type { Listing } from '../listing.entity.ts';

/** A listing as the API returns it. */
export class ListingResponse {
  @ApiProperty({ type: Number, example: 77 })
  readonly id: number;
  @ApiProperty({ type: Number, example: 42 })
  readonly product_id: number;
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({
    enum: LISTING_STATUSES,
    example: 'live',
    description: '`unknown`: it may or may not be there, and is being looked up',
  })
  readonly status: ListingStatus;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: "the marketplace's own ids",
    example: { offer_id: '5550010', listing_id: '110550001' },
  })
  readonly external_ids: Readonly<Record<string, string>>;
  @ApiProperty({ type: String, nullable: true, example: 'https://marketplace.example/items/110550001' })
  readonly url: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when it was last read back',
  })
  readonly last_verified_at: Date | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'the listing that took its place',
  })
  readonly superseded_by: number | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param listing a listing with its account */
  constructor(listing: Listing) {
    this.id = listing.id;
    this.product_id = listing.productId;
    this.account_id = listing.account.id;
    this.marketplace = listing.account.marketplace;
    this.status = listing.status;
    this.external_ids = listing.externalIds;
    this.url = listing.url ?? null;
    this.last_verified_at = listing.lastVerifiedAt ?? null;
    this.superseded_by = listing.supersededBy ?? null;
    this.created_at = listing.createdAt;
    this.updated_at = listing.updatedAt;
  }
}

import { ApiProperty } from '@nestjs/swagger';
import { BATCH_STATUSES } from '../../domain/vocabulary.ts';
import type { BatchStatus } from '../../domain/vocabulary.ts';
import { SALE_STATUSES } from '../../ledger/sales/sale.ts';
import type { SaleStatus } from '../../ledger/sales/sale.ts';
import type { Order } from '../order.entity.ts';

/** How far the product has been taken off the other accounts. */
export class DelistingResponse {
  @ApiProperty({ type: Number, example: 12, description: 'the batch that does it' })
  readonly batch_job_id!: number;
  @ApiProperty({
    type: String,
    example: 'delist_on_sale',
    description: '`delist_on_sale`, or `adjust_on_sale` where pieces are left',
  })
  readonly kind!: string;
  @ApiProperty({ enum: BATCH_STATUSES, example: 'completed' })
  readonly status!: BatchStatus;
  @ApiProperty({ type: Number, example: 2, description: 'accounts on which something had to be done' })
  readonly accounts!: number;
  @ApiProperty({ type: Number, example: 0, description: 'accounts on which it is still to be done' })
  readonly open!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 2140,
    description: 'milliseconds from finding the sale until the last account was done; null before',
  })
  readonly done_after_ms!: number | null;
}

/** A sale as the API returns it. */
export class OrderResponse {
  @ApiProperty({ type: Number, example: 31 })
  readonly id: number;
  @ApiProperty({
    enum: SALE_STATUSES,
    example: 'sold',
    description:
      '`conflict`: more pieces were sold than there were; `unmatched`: of something StoFlow does not know; ' +
      '`earlier`: before StoFlow knew the product, so its stock stayed as it was',
  })
  readonly status: SaleStatus;
  @ApiProperty({
    enum: ['order', 'listing', 'seller'],
    description: 'who told of it: an order, a listing shown as sold, or the seller',
  })
  readonly source: string;
  @ApiProperty({ type: Number, nullable: true, example: 3 })
  readonly account_id: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '27-08123-56789',
    description: "the marketplace's id",
  })
  readonly external_id: string | null;
  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly product_id: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 77 })
  readonly listing_id: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'COAT-0042' })
  readonly sku: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Wool coat' })
  readonly title: string | null;
  @ApiProperty({ type: Number, example: 1 })
  readonly quantity: number;
  @ApiProperty({ type: Number, example: 0, description: 'pieces sold that were not there' })
  readonly missing: number;
  @ApiProperty({ type: String, nullable: true, example: '45.00', description: 'of one piece' })
  readonly price: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'EUR' })
  readonly currency: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'market-2026-11-24-7' })
  readonly reference: string | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly sold_at: Date;
  @ApiProperty({ type: String, format: 'date-time', description: 'when it was found' })
  readonly created_at: Date;
  @ApiProperty({ type: DelistingResponse, nullable: true })
  readonly delisting: DelistingResponse | null;

  /**
   * @param order the sale
   * @param delisting how far what follows from it has come
   */
  constructor(order: Order, delisting: DelistingResponse | null) {
    this.id = order.id;
    this.status = order.status;
    this.source = order.source;
    this.account_id = order.accountId ?? null;
    this.external_id = order.externalId ?? null;
    this.product_id = order.productId ?? null;
    this.listing_id = order.listingId ?? null;
    this.sku = order.sku ?? null;
    this.title = order.title ?? null;
    this.quantity = order.quantity;
    this.missing = order.missing;
    this.price = order.price ?? null;
    this.currency = order.currency ?? null;
    this.reference = order.reference ?? null;
    this.sold_at = order.soldAt;
    this.created_at = order.createdAt;
    this.delisting = delisting;
  }
}

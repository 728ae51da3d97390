import { ApiProperty } from '@nestjs/swagger';
import { IsQueryIds } from '../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { MAX_PAGE } from '../../common/pagination/page-query.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { ExaminedLot } from '../batch-requests.ts';
import { ChecklistItemResponse } from './catalogue-responses.ts';

const FIELDS_SCHEMA = {
  type: 'array',
  items: { type: 'object', additionalProperties: { type: 'string' } },
  example: [{ field: 'pictures', code: 'required', message: 'At least one picture is needed.' }],
} as const;

/** What keeps one product from one account. */
export class RefusedSubjectResponse {
  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly product_id!: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'COAT001' })
  readonly sku!: string | null;
  @ApiProperty(FIELDS_SCHEMA)
  readonly fields!: readonly FieldError[];
}

/** What a batch would do on one account. */
export class DryRunLotResponse {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id: number;
  @ApiProperty({
    type: Boolean,
    example: true,
    description: 'whether the account has all it needs, as far as known',
  })
  readonly ok: boolean;
  @ApiProperty({
    type: [ChecklistItemResponse],
    description: 'what its verification found; an item that `blocks` refuses all products',
  })
  readonly items: readonly ChecklistItemResponse[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when it was verified' })
  readonly verified_at: Date | null;
  @ApiProperty({
    type: [String],
    example: ['The listing starts anew: watchers are lost.'],
    description: 'what a seller should know, each sentence once',
  })
  readonly notices: readonly string[];
  @ApiProperty({ type: Number, example: 48, description: 'jobs that would be made and run' })
  readonly fit: number;
  @ApiProperty({
    type: [RefusedSubjectResponse],
    description: 'products that would be refused, with the reasons',
  })
  readonly refused: readonly RefusedSubjectResponse[];

  /** @param lot what was examined */
  constructor({ type, account, subjects, check, notices }: ExaminedLot) {
    this.marketplace = type.marketplace;
    this.account_id = account.id;
    this.ok = check.items.every(({ ok }) => ok);
    this.items = check.items;
    this.verified_at = check.verifiedAt;
    this.notices = [...notices];
    const accountFields = check.refusal?.fields ?? [];
    this.refused = subjects
      .map(({ productId, sku, problems }) => {
        // A product's own reasons come first: they stay when the account is put right.
        const fields = problems.length > 0 ? problems : accountFields;
        return { product_id: productId, sku, fields };
      })
      .filter(({ fields }) => fields.length > 0);
    this.fit = subjects.length - this.refused.length;
  }
}

/** Answer to a dry run. */
export class DryRunResponse {
  @ApiProperty({ type: Boolean, example: true })
  readonly dry_run = true;
  @ApiProperty({ type: [DryRunLotResponse] })
  readonly accounts: readonly DryRunLotResponse[];

  /** @param lots what was examined */
  constructor(lots: readonly ExaminedLot[]) {
    this.accounts = lots.map((lot) => new DryRunLotResponse(lot));
  }
}

/** Whether a product is ready for one account. */
export class ReadinessResponse {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id!: number;
  @ApiProperty({ type: Boolean, example: false })
  readonly ready!: boolean;
  @ApiProperty(FIELDS_SCHEMA)
  readonly fields!: readonly FieldError[];
  @ApiProperty({
    type: [ChecklistItemResponse],
    description: 'what the account lacks, as it was when it was last verified; no marketplace is asked here',
  })
  readonly account_items!: readonly ChecklistItemResponse[];
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when the account was last verified; null where it never was',
  })
  readonly verified_at!: Date | null;
}

/** Query of `GET /api/readiness`. */
export class ReadinessQuery {
  @ApiProperty({ type: String, example: '42,43', description: 'ids with commas, up to 200' })
  @IsQueryIds(MAX_PAGE)
  readonly product_ids!: readonly number[];
}

/** For which accounts one of many products is ready. */
export class ProductReadinessResponse {
  @ApiProperty({ type: Number, example: 42 })
  readonly product_id!: number;
  @ApiProperty({ type: [ReadinessResponse] })
  readonly accounts!: readonly ReadinessResponse[];
}

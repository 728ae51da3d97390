import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { ExaminedLot } from '../batch-requests.ts';

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
  @ApiProperty({ type: Number, example: 48, description: 'jobs that would be made and run' })
  readonly fit: number;
  @ApiProperty({
    type: [RefusedSubjectResponse],
    description: 'products that would be refused, with the reasons',
  })
  readonly refused: readonly RefusedSubjectResponse[];

  /** @param lot what was examined */
  constructor({ type, account, subjects }: ExaminedLot) {
    this.marketplace = type.marketplace;
    this.account_id = account.id;
    this.fit = subjects.filter(({ problems }) => problems.length === 0).length;
    this.refused = subjects
      .filter(({ problems }) => problems.length > 0)
      .map(({ productId, sku, problems }) => ({ product_id: productId, sku, fields: problems }));
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
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';

/** What a tenant may want while one of its accounts cannot act. */
export const UNREACHABLE_POLICIES = ['keep_selling', 'hold_elsewhere'] as const;
/** One of {@link UNREACHABLE_POLICIES}. */
export type UnreachablePolicy = (typeof UNREACHABLE_POLICIES)[number];

const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 7 * 24 * 3600;

/** Body of `PUT /api/selling-policy`. */
export class SellingPolicyDto {
  @ApiProperty({
    enum: UNREACHABLE_POLICIES,
    example: 'hold_elsewhere',
    description:
      '`hold_elsewhere` ends the listings of single pieces on the other accounts while one account cannot act, and ' +
      'makes them again when it can and its orders have been read; `keep_selling` leaves them',
  })
  @IsIn(UNREACHABLE_POLICIES)
  readonly when_unreachable!: UnreachablePolicy;

  @ApiPropertyOptional({
    type: Number,
    minimum: SHORTEST_SECONDS,
    maximum: LONGEST_SECONDS,
    example: 900,
    description: 'how long an account may be unable to act before pieces are held; what it was where absent',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(SHORTEST_SECONDS)
  @Max(LONGEST_SECONDS)
  readonly after_seconds?: number;
}

/** An account that cannot act. */
export class UnreachableAccountResponse {
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id!: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ type: [String], example: ['plugin'], description: 'the holds of its lane' })
  readonly reasons!: readonly string[];
  @ApiProperty({ type: String, format: 'date-time' })
  readonly since!: Date;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when its pieces were held elsewhere',
  })
  readonly held_at!: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when it came back; its orders are being read since',
  })
  readonly reachable_at!: Date | null;
  @ApiProperty({ type: Number, example: 12, description: 'listings on other accounts that are held' })
  readonly held_listings!: number;
}

/** The policy, and where it is at work. */
export class SellingPolicyResponse {
  @ApiProperty({ enum: UNREACHABLE_POLICIES, example: 'hold_elsewhere' })
  readonly when_unreachable!: UnreachablePolicy;
  @ApiProperty({ type: Number, example: 900 })
  readonly after_seconds!: number;
  @ApiProperty({
    type: [UnreachableAccountResponse],
    description: 'accounts that cannot act; noted only under `hold_elsewhere`',
  })
  readonly unreachable!: readonly UnreachableAccountResponse[];
}

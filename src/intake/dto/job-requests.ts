import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { IsCatalogueName, IsJsonObject, IsMoment, MayBeAbsent } from '../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';

const MAX_INPUT_BYTES = 65_536;

/** How jobs are to be run; the same for one job and for all jobs of a batch. */
export class RunOptionsDto {
  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: 4,
    example: 3,
    description: '1 is the most urgent',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(4)
  readonly priority?: number;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    example: '2030-01-05T09:30:00Z',
    description: 'it does not run before',
  })
  @MayBeAbsent()
  @IsMoment()
  readonly run_at?: Date;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    example: '2030-01-06T09:30:00Z',
    description:
      'it expires when it was not begun by then; never where absent, since a browser may stay closed for days',
  })
  @MayBeAbsent()
  @IsMoment()
  readonly expires_at?: Date;

  @ApiPropertyOptional({ type: Object, description: 'parameters of the action; up to 64 kB', example: {} })
  @MayBeAbsent()
  @IsJsonObject(MAX_INPUT_BYTES)
  readonly input_data?: Record<string, unknown>;
}

/** Body of `POST /api/marketplace/jobs`. */
export class CreateJobDto extends RunOptionsDto {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  @IsCatalogueName()
  readonly marketplace!: string;

  @ApiProperty({ type: String, example: 'publish' })
  @IsCatalogueName()
  readonly action_code!: string;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    example: 42,
    description: 'absent for actions on a whole account',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly product_id?: number;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    example: 7,
    description: 'may be left out where there is only one account',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly account_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 1, description: "must be the token's tenant" })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly user_id?: number;
}

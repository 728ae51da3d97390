import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsStorableText } from '../../common/http/fields.ts';
import type { NewTenant } from '../migrations/tenant-migrator.ts';
import { TENANT_STATUSES } from '../tenant.entity.ts';
import type { Tenant, TenantStatus } from '../tenant.entity.ts';

/** Body of a request for a new tenant. */
export class ProvisionTenantDto implements NewTenant {
  @ApiProperty({ type: String, example: 'Second Spring', maxLength: 200 })
  @MinLength(1)
  @IsStorableText(200)
  readonly name!: string;

  @ApiPropertyOptional({
    type: String,
    example: 'standard',
    default: 'standard',
    pattern: '^[a-z][a-z0-9_]*$',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  @Matches(/^[a-z][a-z0-9_]*$/)
  readonly tier?: string;

  @ApiPropertyOptional({
    type: Number,
    minimum: 0.01,
    maximum: 100,
    default: 1,
    description: 'share of the capacity relative to other tenants',
  })
  @IsOptional()
  @IsNumber()
  @Min(0.01)
  @Max(100)
  readonly weight?: number;
}

/** A tenant as an operator sees it. */
export class TenantDto {
  @ApiProperty({ type: Number, example: 1, description: '`tenant` in tokens, `user_id` in the API' })
  readonly id!: number;

  @ApiProperty({ type: String, example: 'user_1' })
  readonly schema_name!: string;

  @ApiProperty({ type: String, example: 'Second Spring' })
  readonly name!: string;

  @ApiProperty({ enum: TENANT_STATUSES })
  readonly status!: TenantStatus;

  @ApiProperty({ type: String, example: 'standard' })
  readonly tier!: string;

  @ApiProperty({ type: Number, example: 1 })
  readonly weight!: number;

  @ApiProperty({ type: String, nullable: true, example: '1:tenant_001_initial' })
  readonly schema_version!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'why the last upgrade of its schema failed',
  })
  readonly schema_error!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'since when all its jobs are paused; null where they are not',
  })
  readonly paused_since!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly paused_reason!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly paused_by!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'days that its ended jobs are kept; null for the setting of the program',
  })
  readonly keep_jobs_days!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'days that their history is kept',
  })
  readonly keep_events_days!: number | null;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at!: string;

  /**
   * @param tenant the stored tenant
   * @returns what the API shows of it
   */
  static from(tenant: Tenant): TenantDto {
    return {
      id: tenant.id,
      schema_name: tenant.schemaName,
      name: tenant.name,
      status: tenant.status,
      tier: tenant.tier,
      weight: tenant.weight,
      schema_version: tenant.schemaVersion ?? null,
      schema_error: tenant.schemaError ?? null,
      paused_since: tenant.pausedSince?.toISOString() ?? null,
      paused_reason: tenant.pausedReason ?? null,
      paused_by: tenant.pausedBy ?? null,
      keep_jobs_days: tenant.keepJobsDays ?? null,
      keep_events_days: tenant.keepEventsDays ?? null,
      created_at: tenant.createdAt.toISOString(),
      updated_at: tenant.updatedAt.toISOString(),
    };
  }
}

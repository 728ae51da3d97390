import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import type { EndingCount, RecentFailure, Window } from './recent-endings.ts';

/** A picture has this many intervals at most. */
const INTERVALS = 60;
const DAY_MINUTES = 24 * 60;

/** Query of `GET /api/marketplace/activity`. */
export class ActivityQuery {
  @ApiPropertyOptional({
    type: Number,
    minimum: 10,
    maximum: DAY_MINUTES,
    default: 60,
    description: 'how far back',
  })
  @IsInt()
  @Min(10)
  @Max(DAY_MINUTES)
  @Type(() => Number)
  readonly minutes: number = 60;
}

/**
 * @param query what was asked for
 * @returns the whole minutes in which its time is divided, at most 60 intervals
 */
export function windowOf({ minutes }: ActivityQuery): Window {
  return { minutes, bucketMinutes: Math.ceil(minutes / INTERVALS) };
}

/** Jobs of one marketplace that ended within one interval. */
export class ActivityInterval {
  @ApiProperty({ type: String, format: 'date-time', description: 'when it began' })
  readonly at!: Date;
  @ApiProperty({ type: Number, example: 18 })
  readonly completed!: number;
  @ApiProperty({ type: Number, example: 1, description: 'failed, or not begun in time' })
  readonly failed!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 2.4,
    description: 'from the request to the first step; 95 in 100 of them waited at most this long',
  })
  readonly waited_p95_seconds!: number | null;
}

/** What ended on one marketplace. */
export class MarketplaceActivity {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({
    type: [ActivityInterval],
    description: 'oldest first; without those in which nothing ended',
  })
  readonly intervals!: readonly ActivityInterval[];
}

/** Jobs that failed with the same error. */
export class ActivityFailure {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ type: String, example: 'preflight.refused' })
  readonly code!: string;
  @ApiProperty({ type: String, example: 'At least one picture is needed.' })
  readonly message!: string;
  @ApiProperty({ type: Number, example: 37 })
  readonly jobs!: number;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly newest_at!: Date;
}

/** What ended lately. */
export class ActivityResponse {
  @ApiProperty({ type: Number, example: 60 })
  readonly minutes: number;
  @ApiProperty({ type: Number, example: 1, description: 'length of an interval' })
  readonly interval_minutes: number;
  @ApiProperty({ type: [MarketplaceActivity] })
  readonly marketplaces: readonly MarketplaceActivity[];
  @ApiProperty({ type: [ActivityFailure], description: 'the 20 most frequent' })
  readonly failures: readonly ActivityFailure[];

  /**
   * @param window what was looked at
   * @param counts what ended, ordered by marketplace
   * @param failures what failed
   */
  constructor(window: Window, counts: readonly EndingCount[], failures: readonly RecentFailure[]) {
    this.minutes = window.minutes;
    this.interval_minutes = window.bucketMinutes;
    const names = [...new Set(counts.map(({ marketplace }) => marketplace))];
    this.marketplaces = names.map((marketplace) => ({
      marketplace,
      intervals: counts
        .filter((count) => count.marketplace === marketplace)
        .map(({ at, completed, failed, waitedP95Seconds }) => ({
          at,
          completed,
          failed,
          waited_p95_seconds: waitedP95Seconds,
        })),
    }));
    this.failures = failures.map(({ newestAt, ...failure }) => ({ ...failure, newest_at: newestAt }));
  }
}

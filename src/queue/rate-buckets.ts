import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { LaneKey } from './keys.ts';

/** A budget of calls: at most `capacity` at once, `refillPerSecond` coming back. */
export interface Bucket {
  /** Who shares it, for instance `depot/media/3/7` (marketplace, family, tenant, account). */
  readonly scope: string;
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/**
 * Names a budget of a marketplace.
 * @param marketplace the marketplace
 * @param name the budget's name there (`media`)
 * @param sharer the account that has it for itself; absent where every tenant shares it
 * @returns the scope key
 */
export function bucketScope(marketplace: string, name: string, sharer?: LaneKey): string {
  const sharers = sharer === undefined ? 'all' : `${sharer.tenantId}/${sharer.accountId}`;
  return `${marketplace}/${name}/${sharers}`;
}

/**
 * Token buckets in the database, shared by all instances and outliving them. Tokens may be promised ahead: a caller
 * whose turn comes soon is told how long to wait and has its token, so waiting callers cannot starve each other.
 */
@Injectable()
export class RateBuckets {
  constructor(private readonly database: Database) {}

  /**
   * Takes one token, or tells how long until one could be had.
   * @param bucket the budget; it is created at first use and follows changed numbers
   * @param patienceMs the longest wait for which the token is taken ahead
   * @returns `taken`, and the milliseconds to wait: before the call when taken, before asking again when not
   */
  async take(
    bucket: Bucket,
    patienceMs: number,
  ): Promise<{ readonly taken: boolean; readonly waitMs: number }> {
    const [row] = await this.database.query<{ readonly taken: boolean; readonly waitMs: number }>(TAKE, [
      bucket.scope,
      bucket.capacity,
      bucket.refillPerSecond,
      patienceMs,
    ]);
    return row ?? this.waitOf(bucket);
  }

  /**
   * Closes a scope for everyone, as the marketplace asked.
   * @param bucket the budget
   * @param milliseconds how long
   */
  async block(bucket: Bucket, milliseconds: number): Promise<void> {
    await this.database.query(
      `insert into public.rate_buckets as b (scope, tokens, capacity, refill_per_second, blocked_until)
       values ($1, 0, $2, $3, now() + $4 * interval '1 millisecond')
       on conflict (scope) do update
       set tokens = least(b.tokens, 0), blocked_until = greatest(b.blocked_until, excluded.blocked_until)`,
      [bucket.scope, bucket.capacity, bucket.refillPerSecond, milliseconds],
    );
  }

  /**
   * Believes a marketplace that says how many calls remain. Tokens promised ahead stay promised, and a balance that
   * is already lower stays: calls under way are not part of what the marketplace has counted.
   * @param bucket the budget; it is created at first use
   * @param remaining calls that the marketplace still takes, 0 or more
   */
  async lower(bucket: Bucket, remaining: number): Promise<void> {
    await this.database.query(
      `insert into public.rate_buckets as b (scope, tokens, capacity, refill_per_second, updated_at)
       values ($1, least($2::float8, $4::float8), $2, $3, clock_timestamp())
       on conflict (scope) do update
       set tokens = $4::float8, updated_at = clock_timestamp()
       where ${REFILLED} > $4::float8`,
      [bucket.scope, bucket.capacity, bucket.refillPerSecond, remaining],
    );
  }

  private async waitOf(bucket: Bucket): Promise<{ readonly taken: false; readonly waitMs: number }> {
    const [row] = await this.database.query<{ readonly waitMs: number }>(
      `select greatest(
         extract(epoch from blocked_until - clock_timestamp()) * 1000,
         (1 - ${REFILLED}) / refill_per_second * 1000,
         1)::float8 as "waitMs"
       from public.rate_buckets b where scope = $1`,
      [bucket.scope],
    );
    return { taken: false, waitMs: row?.waitMs ?? 1 };
  }
}

const REFILLED = `least(b.capacity, b.tokens
  + extract(epoch from clock_timestamp() - b.updated_at)::float8 * b.refill_per_second)`;

/** Zero rows mean: not taken, since it is blocked or the wait would be longer than the caller's patience. */
const TAKE = `
  insert into public.rate_buckets as b (scope, tokens, capacity, refill_per_second, updated_at)
  values ($1, $2::float8 - 1, $2, $3, clock_timestamp())
  on conflict (scope) do update
  set tokens = ${REFILLED} - 1,
      capacity = excluded.capacity,
      refill_per_second = excluded.refill_per_second,
      blocked_until = null,
      updated_at = clock_timestamp()
  where (b.blocked_until is null or b.blocked_until <= clock_timestamp())
    and (1 - ${REFILLED}) / b.refill_per_second * 1000 <= $4
  returning true as taken, greatest(0, -b.tokens / b.refill_per_second * 1000)::float8 as "waitMs"`;

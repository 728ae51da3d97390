import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { DatabaseEnvironment } from './database-environment.ts';
import { LOOSE_URL, toBoolean, toList } from './read-values.ts';

/**
 * Every setting of the program, read from environment variables of the same names and validated once at start,
 * in tests as well. Durations scaled by `TIME_SCALE` are written at scale 1.
 */
export class Environment extends DatabaseEnvironment {
  @IsIn(['development', 'test', 'production'])
  readonly NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @IsString()
  readonly HTTP_HOST: string = '127.0.0.1';

  /** 0 picks a free port. */
  @IsInt()
  @Min(0)
  @Max(65535)
  @Type(() => Number)
  readonly HTTP_PORT: number = 3000;

  /** Seconds a request may take to arrive as a whole. */
  @IsNumber()
  @Min(0.1)
  @Max(3600)
  @Type(() => Number)
  readonly HTTP_REQUEST_SECONDS: number = 120;

  /** Connections open at once, browsers' sockets included. */
  @IsInt()
  @Min(10)
  @Type(() => Number)
  readonly HTTP_MAX_CONNECTIONS: number = 20_000;

  /** The address under which browsers reach this program; marketplaces send sellers back there. Https in production. */
  @IsOptional()
  @IsUrl({ ...LOOSE_URL, protocols: ['http', 'https'] })
  readonly PUBLIC_URL?: string;

  /** What this instance does: answer HTTP, run jobs, or both. */
  @IsIn(['api', 'worker', 'all'])
  readonly ROLE: 'api' | 'worker' | 'all' = 'all';

  /** Secret of HS256 bearer tokens. Exactly one of this and JWT_JWKS_URL is used. */
  @IsOptional()
  @IsString()
  @MinLength(32)
  readonly JWT_SECRET?: string;

  /** Key set of an identity provider that signs the bearer tokens. */
  @IsOptional()
  @IsUrl(LOOSE_URL)
  readonly JWT_JWKS_URL?: string;

  @IsString()
  readonly JWT_ISSUER: string = 'stoflow';

  @IsString()
  readonly JWT_AUDIENCE: string = 'stoflow-api';

  /** `id:base64key` pairs, 32 bytes each; the first encrypts, all decrypt, so keys can rotate. */
  @Transform(toList)
  @IsString({ each: true })
  readonly CREDENTIALS_KEYS: readonly string[] = [];

  /** Origins of pictures that may be fetched although they resolve to a private address. Refused in production. */
  @Transform(toList)
  @IsString({ each: true })
  readonly PICTURE_ORIGINS: readonly string[] = [];

  /** Origins that webhooks may be sent to although they are private, or not https. Refused in production. */
  @Transform(toList)
  @IsString({ each: true })
  readonly WEBHOOK_ORIGINS: readonly string[] = [];

  /** Factor on pace, settle times, leases and backoff, in (0, 1]. Refused in production unless 1. */
  @IsNumber()
  @Min(0.001)
  @Max(1)
  @Type(() => Number)
  readonly TIME_SCALE: number = 1;

  /** Makes the program's own clock wrong by so many milliseconds, up to a day. Tests only; refused in production unless 0. */
  @IsInt()
  @Min(-86_400_000)
  @Max(86_400_000)
  @Type(() => Number)
  readonly CLOCK_OFFSET_MS: number = 0;

  /** How a worker learns of new jobs: LISTEN plus polling, or polling alone (behind a pooler). */
  @IsIn(['notify', 'poll'])
  readonly WAKE: 'notify' | 'poll' = 'notify';

  /** Jobs one instance runs at once. They wait for marketplaces most of the time, so it is far above the cores. */
  @IsInt()
  @Min(1)
  @Max(5000)
  @Type(() => Number)
  readonly MAX_RUNNING_JOBS: number = 500;

  /** Lease of an instance on its jobs, in seconds at scale 1; renewed at a third of it. */
  @IsNumber()
  @Min(1)
  @Max(300)
  @Type(() => Number)
  readonly LEASE_SECONDS: number = 30;

  /**
   * Seconds that running steps and requests get to end after SIGTERM; what is under way then is broken off and handed
   * back. Not scaled: whoever started the program kills it by a real clock.
   */
  @IsNumber()
  @Min(0)
  @Max(3600)
  @Type(() => Number)
  readonly DRAIN_SECONDS: number = 20;

  /**
   * Whether an instance is ready although a newer version has migrated the database. Migrations only add, so the old
   * instances serve on while they are replaced one by one.
   */
  @Transform(toBoolean)
  @IsBoolean()
  readonly SERVE_NEWER_SCHEMA: boolean = true;

  /** Whether rows that are older than they are kept are removed. */
  @Transform(toBoolean)
  @IsBoolean()
  readonly RETENTION: boolean = true;

  /** Days that ended jobs are kept; a tenant may have its own number. */
  @IsInt()
  @Min(1)
  @Max(36_500)
  @Type(() => Number)
  readonly RETENTION_JOBS_DAYS: number = 90;

  /** Days that the history of ended jobs is kept; a tenant may have its own number. */
  @IsInt()
  @Min(1)
  @Max(36_500)
  @Type(() => Number)
  readonly RETENTION_EVENTS_DAYS: number = 30;

  /** Whether actions with an interval in the catalogue are done without being asked for (orders are read). */
  @Transform(toBoolean)
  @IsBoolean()
  readonly RECURRING: boolean = true;

  /** Jobs of one tenant that may wait and run at once; further ones are refused until some have ended. */
  @IsInt()
  @Min(1)
  @Type(() => Number)
  readonly MAX_ACTIVE_JOBS_PER_TENANT: number = 100_000;

  /** Requests a tenant may make per minute. */
  @IsInt()
  @Min(1)
  @Type(() => Number)
  readonly THROTTLE_PER_MINUTE: number = 6000;

  /** Sockets of browsers that one instance holds. Each is a file descriptor and some kilobytes of memory. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  @Type(() => Number)
  readonly PLUGIN_MAX_SOCKETS: number = 12_000;

  /** Browsers of one tenant that may be connected to one instance. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  @Type(() => Number)
  readonly PLUGIN_MAX_SOCKETS_PER_TENANT: number = 50;

  /** Reverse proxies in front of this program that add to `X-Forwarded-For`; 0 where browsers connect directly. */
  @IsInt()
  @Min(0)
  @Max(10)
  @Type(() => Number)
  readonly TRUSTED_PROXIES: number = 0;

  /** Self-test only, refused in production: steps whose outcome is unknown are repeated without looking. */
  @Transform(toBoolean)
  @IsBoolean()
  readonly UNSAFE_SKIP_RECONCILE: boolean = false;
}

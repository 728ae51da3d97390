import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { ObservationEnvironment } from './observation-environment.ts';
import { LOOSE_URL, toBoolean } from './read-values.ts';

/** Jobs that may share a commit: all, those of one tenant, or none. */
export type GroupCommits = 'all' | 'tenant' | 'none';

/** A yes or a no is what earlier versions asked for. */
const toGroupCommits = ({ value }: { value: unknown }): unknown => {
  const shared = toBoolean({ value });
  return shared === true ? 'tenant' : shared === false ? 'none' : value;
};

/** Settings of where the database is and of how it is used. */
export class DatabaseEnvironment extends ObservationEnvironment {
  /** `postgres://…`; an embedded PostgreSQL is started where it is absent. */
  @IsOptional()
  @IsUrl({ ...LOOSE_URL, protocols: ['postgres', 'postgresql'] })
  readonly DATABASE_URL?: string;

  /** Folder of the embedded database and of generated secrets. */
  @IsString()
  readonly DATA_DIR: string = '.stoflow';

  /** Connections of the pool of one instance; one more listens for wake-ups. */
  @IsInt()
  @Min(2)
  @Max(50)
  @Type(() => Number)
  readonly DB_POOL_MAX: number = 20;

  /** Whether the database is a Citus coordinator: schemas of new tenants are then placed on its nodes. */
  @Transform(toBoolean)
  @IsBoolean()
  readonly CITUS: boolean = false;

  /**
   * Seconds after which a pooled connection is replaced: PostgreSQL keeps a cache entry per table a connection has
   * touched, and one that has seen thousands of tenants' schemas grows by hundreds of megabytes.
   */
  @IsInt()
  @Min(1)
  @Max(86_400)
  @Type(() => Number)
  readonly DB_MAX_LIFETIME_SECONDS: number = 1800;

  /** Whether connections remember the plans of the queue's statements; not behind a pooler that cannot pass that on. */
  @Transform(toBoolean)
  @IsBoolean()
  readonly DB_PREPARED_STATEMENTS: boolean = true;

  /**
   * Tenants whose jobs' statements the connections that run jobs remember before they are replaced. Each takes some 2.7 MB of
   * the database's memory for each instance (`npm run bench -- --only many_tenants`).
   */
  @IsInt()
  @Min(16)
  @Max(10_000)
  @Type(() => Number)
  readonly DB_REMEMBERED_TENANTS: number = 320;

  /** Whose jobs share a commit when their steps end at the same moment, each waiting for it to be durable. */
  @Transform(toGroupCommits)
  @IsIn(['all', 'tenant', 'none'])
  readonly GROUP_COMMITS: GroupCommits = 'all';
}

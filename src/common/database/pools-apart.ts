import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import type { PoolConfig } from 'pg';
import type { AppConfig } from '../../config/app-config.ts';
import { groupCommits } from '../../config/group-commits.ts';

/** What runs jobs of all tenants: the beginning of runs, and the ends of steps. */
export type Apart = 'starts' | 'ends';

/** Connections of each pool: as many as there are such transactions at once. */
const CONNECTIONS = 2;
const POOLS = 2;
/** Below it, none are taken from the pool that serves everything else. */
const LEAST_POOL = 12;
/** Statements that running jobs needs of a tenant. */
const STATEMENTS: Readonly<Record<Apart, number>> = { starts: 4, ends: 1 };
/** They are few and expensive to replace: what they remember of hundreds of tenants would have to be planned again. */
const IDLE_MS = 300_000;

/** A pool for one kind of transactions. */
export interface PoolApart {
  readonly pool: Pool;
  /** Statements that a connection may remember before it is replaced. */
  readonly mostStatements: number;
}

/**
 * @param config the settings
 * @returns how many of `DB_POOL_MAX` connections are kept for running jobs; 0 where their commits are not shared, so that there
 *   are as many of them at once as jobs, and where the program runs no jobs
 */
export function connectionsApart(config: AppConfig): number {
  const useful = config.ROLE !== 'api' && config.DB_PREPARED_STATEMENTS && groupCommits(config) === 'all';
  return useful && config.DB_POOL_MAX >= LEAST_POOL ? CONNECTIONS * POOLS : 0;
}

/**
 * Small pools for transactions whose statements name every tenant there is. A connection plans each statement for each tenant,
 * and keeps half a megabyte of what PostgreSQL knows of a tenant's tables; on whichever connection of a large pool is free,
 * all of that would be done and kept on all of them.
 */
export class PoolsApart {
  private readonly log = new Logger(PoolsApart.name);
  private readonly pools = new Map<Apart, Pool>();

  /**
   * @param options of the connections, as of the pool that serves everything else
   * @param tenants of how many a connection may remember the statements
   */
  constructor(
    private readonly options: PoolConfig,
    private readonly tenants: number,
  ) {}

  /** @returns the pools that are open */
  get open(): readonly Pool[] {
    return [...this.pools.values()];
  }

  /**
   * @param apart what it is for
   * @returns the pool
   */
  of(apart: Apart): PoolApart {
    let pool = this.pools.get(apart);
    if (pool === undefined) {
      pool = new Pool({ ...this.options, max: CONNECTIONS, idleTimeoutMillis: IDLE_MS });
      // Whoever waits for an answer on a connection that breaks is told; without listeners the program would end.
      pool.on('connect', (client) =>
        client.on('error', (error) => {
          this.log.warn(`a connection broke: ${error.message}`);
        }),
      );
      pool.on('error', () => undefined);
      this.pools.set(apart, pool);
    }
    return { pool, mostStatements: this.tenants * STATEMENTS[apart] };
  }

  /** Closes their connections, once nobody uses them. */
  async end(): Promise<void> {
    await Promise.all(this.open.map((pool) => pool.end()));
  }
}

import type { BenchWorld } from '../world/bench-world.ts';

/** A table, all tenants' together where each has one. */
export interface RelationSize {
  readonly name: string;
  readonly bytes: number;
  readonly indexBytes: number;
  readonly live: number;
  readonly dead: number;
}

/** What the tables have grown to. */
export interface RelationSizes {
  readonly relations: readonly RelationSize[];
  readonly bytes: number;
  readonly queueBytes: number;
  readonly queueDead: number;
}

const QUEUE = new Set(['job_queue', 'lanes']);

/**
 * @param world where
 * @returns the sizes of all tables, the largest first
 */
export async function relationSizes(world: BenchWorld): Promise<RelationSizes> {
  const { rows } = await world.observer.query<RelationSize>(
    `select relname as name, sum(pg_table_size(relid))::float8 as bytes, sum(pg_indexes_size(relid))::float8 as "indexBytes",
            sum(n_live_tup)::float8 as live, sum(n_dead_tup)::float8 as dead
     from pg_stat_user_tables group by relname order by 2 desc`,
  );
  const total = (some: readonly RelationSize[]): number =>
    some.reduce((sum, { bytes, indexBytes }) => sum + bytes + indexBytes, 0);
  const queue = rows.filter(({ name }) => QUEUE.has(name));
  return {
    relations: rows,
    bytes: total(rows),
    queueBytes: total(queue),
    queueDead: queue.reduce((sum, { dead }) => sum + dead, 0),
  };
}

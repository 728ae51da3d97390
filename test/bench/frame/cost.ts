/** What a piece of work cost the database. */
export interface Cost {
  /** Transactions that wrote, each of which waited for the disk once. */
  readonly transactions: number;
  readonly walBytes: number;
}

/** Something that runs SQL, outside of what is measured. */
export interface Observer {
  query(text: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/**
 * Does some work and tells what it wrote. Transaction ids are counted, which are there at once; the server's statistics
 * of other connections arrive up to a second late.
 * @param observer a connection to the same database
 * @param work what is done
 * @returns its cost, and what it returned
 */
export async function withCost<T>(
  observer: Observer,
  work: () => Promise<T>,
): Promise<{ readonly cost: Cost; readonly result: T }> {
  const before = await position(observer);
  const result = await work();
  const after = await position(observer);
  return {
    result,
    cost: { transactions: after.xid - before.xid, walBytes: after.wal - before.wal },
  };
}

async function position(observer: Observer): Promise<{ readonly xid: number; readonly wal: number }> {
  const { rows } = await observer.query(
    `select pg_snapshot_xmax(pg_current_snapshot())::text as xid,
            (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text as wal`,
  );
  return { xid: Number(rows[0]?.['xid']), wal: Number(rows[0]?.['wal']) };
}

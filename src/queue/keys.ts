/** A lane: the queue of one account of one tenant. */
export interface LaneKey {
  readonly tenantId: number;
  readonly accountId: number;
}

/** A pointer: the row of the central queue that stands for one job. Job ids repeat across tenants. */
export interface PointerKey {
  readonly tenantId: number;
  readonly jobId: number;
}

/** A claimed pointer. Its epoch fences every write of the run; owner and epoch together fence its release. */
export interface Lease extends PointerKey, LaneKey {
  readonly productId: number | null;
  readonly batchId: number | null;
  readonly epoch: number;
  /** Id of the instance that claimed it. */
  readonly owner: string;
  /** How often the job's holder died. */
  readonly recoveries: number;
}

/**
 * Lists each lane once, in the one order in which lanes are ever locked.
 * @param keys lanes, in any order and with repeats
 * @returns the same lanes, sorted by tenant and account
 */
export function sortedLanes(keys: readonly LaneKey[]): readonly LaneKey[] {
  const unique = new Map(keys.map((key) => [`${key.tenantId}/${key.accountId}`, key]));
  return [...unique.values()].sort((a, b) => a.tenantId - b.tenantId || a.accountId - b.accountId);
}

import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ChangeFinder, Found } from './change-finder.ts';
import type { Pulse } from './pulses.ts';

/**
 * Milliseconds before what was seen already from which on history is looked at again: a line counts from the beginning of
 * its transaction and is seen from its commit. No transaction of ours stays open for so long.
 */
export const OVERLAP_MS = 5000;

/** One moment, as far back as nothing before it can be committed any more. */
export const settled = (at: Date | number): Date => new Date(Number(at) - OVERLAP_MS);

/** Remembers which versions of a tenant's jobs and batches were seen, so that each change is told once. */
export class Watch {
  private seen: ReadonlyMap<string, Found> = new Map();
  private lookedAt: Date | undefined;
  private newestBatch = 0;

  constructor(
    private readonly finder: ChangeFinder,
    private readonly tenant: TenantRef,
  ) {}

  /**
   * Looks at what moves and at what moved since the last look.
   * @param pulse the moment, and the batches that are not over
   * @returns what changed since the last look; nothing at the first one
   */
  async look(pulse: Pulse): Promise<readonly Found[]> {
    const isFirst = this.lookedAt === undefined;
    if (isFirst) this.newestBatch = await this.finder.newestBatch(this.tenant);
    const moving = [...this.seen.values()].filter((row) => row.moving);
    const ids = (kind: Found['kind']): number[] =>
      moving.filter((row) => row.kind === kind).map(({ id }) => id);
    const found = await this.finder.find(this.tenant, {
      since: settled(this.lookedAt ?? pulse.at),
      jobs: ids('job'),
      batches: [...new Set([...ids('batch'), ...pulse.openBatches])],
      newestBatch: this.newestBatch,
      limit: Number.MAX_SAFE_INTEGER,
    });
    const before = this.seen;
    this.seen = new Map(found.map((row) => [keyOf(row), row]));
    this.lookedAt = pulse.at;
    for (const { kind, id } of found) if (kind === 'batch' && id > this.newestBatch) this.newestBatch = id;
    return isFirst ? [] : found.filter((row) => before.get(keyOf(row))?.version !== row.version);
  }
}

const keyOf = ({ kind, id }: Found): string => `${kind}/${id}`;

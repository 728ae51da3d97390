import { LOOKUPS } from '../common/database/database.ts';
import type { TransactionOptions } from '../common/database/database.ts';
import type { Apart } from '../common/database/pools-apart.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots } from '../common/lots.ts';
import type { AppConfig } from '../config/app-config.ts';
import { groupCommits } from '../config/group-commits.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Fence } from './fence.ts';
import { lotLimits } from './lot-limits.ts';

/** While other tenants' jobs wait in the same transaction, nobody waits long for a lock. */
export const QUICK: TransactionOptions = { ...LOOKUPS, lockWaitMs: 100 };

/** What a job hands in, to be written in a commit that others may share. */
interface Handed {
  readonly fence: Fence;
}

/** A result; or one that is still to come, of an item that travels with its own tenant's after all. */
type Carried<R> = { readonly result: R } | { readonly later: Promise<R> };

/** The items of one tenant in a lot. */
export interface TenantLot<I> {
  readonly tenant: TenantRef;
  readonly lot: readonly I[];
}

/**
 * Group commit for jobs of several tenants. What one tenant's items meet is not paid by the others': when PostgreSQL
 * refuses a joint lot, or a lock is not to be had at once, each tenant's items travel on their own, and when these are
 * refused, each item does.
 */
export class SharedCommits<I extends Handed, R> {
  private readonly ofTenants: Lots<number, I, R>;
  private readonly joint: Lots<'all', I, Carried<R>> | undefined;

  /**
   * @param carry writes a lot in one transaction, run as it is told, and answers one result per item, in order
   * @param config whose jobs share commits
   * @param apart whose connections joint lots use
   */
  constructor(
    private readonly carry: (lot: readonly I[], options: TransactionOptions) => Promise<readonly R[]>,
    config: Pick<AppConfig, 'CITUS' | 'GROUP_COMMITS'>,
    apart: Apart,
  ) {
    const limits = lotLimits(config);
    this.ofTenants = new Lots((_tenant, lot) => carry(lot, LOOKUPS), limits, wasRolledBack);
    if (groupCommits(config) === 'all')
      this.joint = new Lots((_all, lot) => this.carryJointly(lot, { ...QUICK, apart }), limits);
  }

  /**
   * Hands in an item.
   * @param item what is to be written
   * @returns its result, once its commit is durable
   */
  async add(item: I): Promise<R> {
    if (this.joint === undefined) return this.addApart(item);
    const carried = await this.joint.add('all', item);
    return 'later' in carried ? carried.later : carried.result;
  }

  private addApart(item: I): Promise<R> {
    return this.ofTenants.add(item.fence.tenant.id, item);
  }

  private async carryJointly(lot: readonly I[], options: TransactionOptions): Promise<readonly Carried<R>[]> {
    try {
      return (await this.carry(lot, options)).map((result) => ({ result }));
    } catch (error: unknown) {
      if (!wasRolledBack(error)) throw error;
      return lot.map((item) => ({ later: this.addApart(item) }));
    }
  }
}

/**
 * @param lot of any tenants
 * @returns the same by tenant, in the order in which everyone locks the jobs of several tenants
 */
export function byTenant<I extends Handed>(lot: readonly I[]): readonly TenantLot<I>[] {
  const lots = new Map<number, { readonly tenant: TenantRef; readonly lot: I[] }>();
  for (const item of lot) {
    const { tenant } = item.fence;
    const known = lots.get(tenant.id);
    if (known === undefined) lots.set(tenant.id, { tenant, lot: [item] });
    else known.lot.push(item);
  }
  return [...lots.values()].sort((a, b) => a.tenant.id - b.tenant.id);
}

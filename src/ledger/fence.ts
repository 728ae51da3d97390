import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Lease } from '../queue/keys.ts';

/**
 * The right to write to a job: its tenant, its id, and the epoch of the claim. Every write of a run changes the
 * job's row `where epoch = …`, which locks it. An unlocked check lets a stopped process write after its successor
 * began, and so does a key-share lock (both measured).
 */
export interface Fence {
  readonly tenant: TenantRef;
  readonly jobId: number;
  readonly epoch: number;
}

/**
 * @param lease a claim
 * @returns the right that it gives once the job is begun
 */
export function fenceOf({ tenantId, jobId, epoch }: Lease): Fence {
  return { tenant: tenantRef(tenantId), jobId, epoch };
}

/** The run lost its job to a later claim, a person or the reaper: its result is dropped and it stops. */
export class FencedError extends Error {
  /** @param fence the right that is gone */
  constructor(readonly fence: Fence) {
    super(`job ${fence.jobId} of tenant ${fence.tenant.id} is no longer held at epoch ${fence.epoch}`);
    this.name = 'FencedError';
  }
}

import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ExecutorState } from '../../queue/executors.ts';

/** A connection of a device, as the database knows it. */
export interface SessionKey {
  readonly tenant: TenantRef;
  readonly deviceId: number;
  readonly session: number;
}

/** An account of StoFlow that a browser has. */
export interface AccountPresence {
  readonly accountId: number;
  readonly state: ExecutorState;
}

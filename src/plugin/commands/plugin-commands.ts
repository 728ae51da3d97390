import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { PluginAnswer, PluginCall, Recalled } from '../plugin-call.ts';
import type { AccountState } from '../protocol/vocabulary.ts';

/** A question for the browser that changes nothing and belongs to no task. */
export type PluginQuestion = Omit<PluginCall, 'commandId' | 'attempt'>;

/** How an account stands in the seller's browsers. */
export interface PluginPresence {
  readonly online: boolean;
  readonly state: AccountState | null;
  readonly devices: number;
  readonly lastSeenAt: Date | null;
  readonly pluginVersion: string | null;
}

/** Has the seller's browser do things. */
export abstract class PluginCommands {
  abstract execute(call: PluginCall): Promise<PluginAnswer>;
  abstract read(question: PluginQuestion): Promise<PluginAnswer>;
  abstract recall(call: Pick<PluginCall, 'tenant' | 'account' | 'commandId' | 'signal'>): Promise<Recalled>;
  abstract presence(tenant: TenantRef, account: AccountSnapshot): Promise<PluginPresence>;
}

import { Injectable } from '@nestjs/common';
import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { Executors } from '../../queue/executors.ts';
import { PluginGoneError } from '../plugin-gone.error.ts';
import { LocalSessions } from '../sessions/local-sessions.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';

/** Finds the one browser that may act for an account: of several that have it, only the lane's executor. */
@Injectable()
export class Executing {
  constructor(
    private readonly executors: Executors,
    private readonly sessions: LocalSessions,
  ) {}

  /**
   * @param tenant whose account
   * @param account the account
   * @returns the browser that executes the account's lane, connected to this instance
   * @throws {PluginGoneError} when there is none here
   */
  async browserOf(tenant: TenantRef, account: AccountSnapshot): Promise<PluginSession> {
    const { deviceId, session } = await this.executors.of({ tenantId: tenant.id, accountId: account.id });
    const found =
      deviceId === null || session === null ? undefined : this.sessions.find(tenant.id, deviceId, session);
    if (found === undefined) throw new PluginGoneError(false, 'No browser is connected for this account.');
    return found;
  }
}

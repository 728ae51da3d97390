import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { InstanceLease } from '../../queue/instance-lease.ts';
import { PluginRefusal } from '../connection/plugin-refusal.ts';
import type { ClaimedDevice } from '../devices/device-secrets.ts';
import type { AccountRef, AnnouncedAccount } from '../protocol/account.ts';
import type { HelloMessage } from '../protocol/client-messages.ts';
import { KnownAccounts, presencesOf } from './known-accounts.ts';
import type { KnownAccount } from './known-accounts.ts';
import { LocalSessions } from './local-sessions.ts';
import { PluginSession } from './plugin-session.ts';
import type { PluginLink } from './plugin-session.ts';
import { SessionStore } from './session-store.ts';
import type { AccountPresence } from './session-key.ts';
import type { EndReason } from './session-store.ts';

const WHY_OVER: Readonly<Record<EndReason, string>> = {
  invalid_credential: 'This browser is not paired with StoFlow. Pair it first.',
  tenant_suspended: 'The access to StoFlow is suspended.',
  revoked: 'This browser was removed from StoFlow. Pair it again.',
  superseded: 'This browser has connected again.',
};

/** Keeps what the database knows of the browsers connected here in step with what they say. */
@Injectable()
export class Presences {
  private readonly leaving = new Set<PluginSession>();

  constructor(
    private readonly store: SessionStore,
    private readonly accounts: KnownAccounts,
    private readonly sessions: LocalSessions,
    private readonly lease: InstanceLease,
    private readonly config: AppConfig,
  ) {}

  /**
   * Lets a browser in, without any account yet.
   * @param device who it is
   * @param hello what it says of itself
   * @param link its connection
   * @returns the browser; undefined where its device has been removed meanwhile
   * @throws {PluginRefusal} when its tenant has too many here
   */
  async enter(
    device: ClaimedDevice,
    hello: Pick<HelloMessage, 'capabilities' | 'journal_id'>,
    link: PluginLink,
  ): Promise<PluginSession | undefined> {
    const others = this.sessions.othersOf(device.tenant.id, device.deviceId);
    if (others >= this.config.PLUGIN_MAX_SOCKETS_PER_TENANT) {
      throw new PluginRefusal('too_many_connections', 'Too many browsers of this seller are connected.');
    }
    const number = await this.store.open(device, this.lease.id, []);
    if (number === undefined) return undefined;
    const { tenant, deviceId } = device;
    const capabilities = new Set(hello.capabilities);
    const session = new PluginSession(tenant, deviceId, number, capabilities, hello.journal_id, link);
    this.sessions.add(session);
    return session;
  }

  /**
   * @param session a browser
   * @param announced the accounts it has
   * @returns those that its tenant has connected
   */
  known(session: PluginSession, announced: readonly AccountRef[]): Promise<readonly KnownAccount[]> {
    return this.accounts.find(session.tenant, announced);
  }

  /**
   * Takes over which accounts a browser has and how they stand there.
   * @param session the browser
   * @param announced all its accounts
   */
  async announce(session: PluginSession, announced: readonly AnnouncedAccount[]): Promise<void> {
    session.announced = announced;
    session.isNews = true;
    session.noted.clear();
    const presences = await this.refresh(session);
    for (const { accountId, state } of presences) {
      const until = session.limits.get(accountId);
      if (state !== 'ready' || until === undefined) continue;
      await this.store.unblock({ tenantId: session.tenant.id, accountId }, until);
      session.limits.delete(accountId);
    }
  }

  /**
   * Takes over once more what a browser said last: an account may have been connected to StoFlow since.
   * @param session the browser
   * @returns how its accounts stand
   */
  refresh(session: PluginSession): Promise<readonly AccountPresence[]> {
    return this.inTurnOrAgain(session, async () => {
      const { id: instance } = this.lease;
      // From the beginning: what changes while this is written is written once more.
      session.writtenUnder = instance;
      const { announced = [], noted, isNews } = session;
      const said = presencesOf(await this.known(session, announced), announced);
      const presences = said.map(({ accountId, state }) => ({
        accountId,
        state: noted.get(accountId) ?? state,
      }));
      if (!(await this.store.announce(session, instance, presences, isNews))) await this.end(session);
      // Under a lease that has run out nothing counts.
      else if (this.lease.alive && this.lease.id === instance && session.announced === announced) {
        session.isNews = false;
      }
      return presences;
    });
  }

  /**
   * Ends a connection that is no longer its device's newest one, and says why.
   * @param session the browser
   */
  async end(session: PluginSession): Promise<void> {
    const reason = await this.store.whyOver(session);
    session.link.refuse(reason, WHY_OVER[reason]);
    // What waits for it need not wait until the socket is closed.
    await this.leave(session);
  }

  /**
   * Notes that an account cannot be used in a browser until it is announced again.
   * @param session the browser
   * @param presence the account, and why
   */
  async note(session: PluginSession, presence: AccountPresence): Promise<void> {
    session.noted.set(presence.accountId, presence.state);
    await this.inTurnOrAgain(session, () => this.store.note(session, presence));
  }

  /**
   * Takes a browser out that has gone. Whoever waits for it hears of it when its lanes are held.
   * @param session the browser
   */
  async leave(session: PluginSession): Promise<void> {
    this.sessions.remove(session);
    this.leaving.add(session);
    try {
      await this.store.close(session);
      this.leaving.delete(session);
    } finally {
      session.leave();
    }
  }

  /** What could not be written, or may have been, is written again by the next beat. */
  private inTurnOrAgain<T>(session: PluginSession, work: () => Promise<T>): Promise<T> {
    return session.inTurn(async () => {
      try {
        return await work();
      } catch (error: unknown) {
        session.writtenUnder = undefined;
        throw error;
      }
    });
  }

  /** Takes out browsers that had gone while the database could not be told. */
  async leaveAgain(): Promise<void> {
    for (const session of this.leaving) await this.leave(session);
  }
}

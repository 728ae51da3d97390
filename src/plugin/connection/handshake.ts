import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { CommandLog } from '../commands/command-log.ts';
import { DeviceAuthentication } from '../devices/authentication.ts';
import { Pairing } from '../devices/pairing.ts';
import type { ClaimedDevice } from '../devices/device-secrets.ts';
import type { HelloMessage, PairMessage } from '../protocol/client-messages.ts';
import { HEARTBEAT_SECONDS, MAX_MESSAGE_BYTES, PROTOCOL_VERSIONS } from '../protocol/vocabulary.ts';
import { Presences } from '../sessions/presences.ts';
import type { PluginLink, PluginSession } from '../sessions/plugin-session.ts';
import { PluginRefusal } from './plugin-refusal.ts';

/** Finds out who a browser is and lets it in. */
@Injectable()
export class Handshake {
  constructor(
    private readonly pairing: Pairing,
    private readonly devices: DeviceAuthentication,
    private readonly presences: Presences,
    private readonly log: CommandLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers a pairing code.
   * @param link the connection
   * @param message the code, and what the browser says of itself
   * @throws {PluginRefusal} when the code is not good
   */
  async pair(link: PluginLink, message: PairMessage): Promise<void> {
    const { deviceId, credential } = await this.pairing.finish(message.code, {
      pluginVersion: message.plugin_version,
      browser: message.browser ?? null,
    });
    link.send({ type: 'paired', device_id: deviceId, credential });
  }

  /**
   * Answers a hello, and opens the lanes of the accounts that the browser has. Whatever was sent before the welcome
   * would not be understood, so the lanes open after it.
   * @param link the connection
   * @param hello what the browser says of itself
   * @returns the browser
   * @throws {PluginRefusal} when it may not come in
   */
  async welcome(link: PluginLink, hello: HelloMessage): Promise<PluginSession> {
    const protocol = PROTOCOL_VERSIONS.find((version) => hello.protocols.includes(version));
    if (protocol === undefined) {
      throw new PluginRefusal('upgrade_required', 'This version of the extension is too old. Update it.');
    }
    const device = await this.devices.recognise(hello);
    // It may have connected again since, and the newest connection wins: this one must not become the newest.
    if (!link.isOpen) throw new PluginRefusal('unavailable', 'The browser has gone.');
    const session = await this.presences.enter(device, hello, link);
    if (session === undefined) {
      throw new PluginRefusal('revoked', 'This browser was removed from StoFlow. Pair it again.');
    }
    try {
      await this.greet(link, hello, protocol, device, session);
    } catch (error: unknown) {
      // Told first: once it has left, whoever hears of that would call it superseded, and it would not come back.
      if (error instanceof PluginRefusal) link.refuse(error.reason, error.message);
      else link.refuse('unavailable', 'StoFlow cannot work right now.');
      // A connection that ends here is never left by anybody else.
      await this.presences.leave(session);
      throw error;
    }
    return session;
  }

  private async greet(
    link: PluginLink,
    hello: HelloMessage,
    protocol: number,
    device: ClaimedDevice,
    session: PluginSession,
  ): Promise<void> {
    const ids = hello.in_flight.map(({ command_id }) => command_id);
    const awaited = await this.log.awaited(device.tenant, device.deviceId, ids);
    const known = await this.presences.known(session, hello.accounts);
    link.send({
      type: 'welcome',
      protocol,
      session: session.session,
      server_time: this.clock.now().toISOString(),
      heartbeat_seconds: HEARTBEAT_SECONDS,
      limits: { max_bytes: MAX_MESSAGE_BYTES, max_in_flight: 1 },
      accounts: hello.accounts.map(({ marketplace, user_id }) => ({
        marketplace,
        user_id,
        account_id:
          known.find((one) => one.marketplace === marketplace && one.user_id === user_id)?.accountId ?? null,
      })),
      in_flight: ids.map((id) => ({ command_id: id, action: awaited.has(id) ? 'report' : 'forget' })),
    });
    await this.presences.announce(session, hello.accounts);
  }
}

import { Injectable } from '@nestjs/common';
import { DeviceAuthentication } from '../devices/authentication.ts';
import { Pairing } from '../devices/pairing.ts';
import type { HelloMessage, PairMessage } from '../protocol/client-messages.ts';
import { PROTOCOL_VERSIONS } from '../protocol/vocabulary.ts';
import { Presences } from '../sessions/presences.ts';
import type { PluginLink, PluginSession } from '../sessions/plugin-session.ts';
import { Admission } from './admission.ts';
import { Greeting } from './greeting.ts';
import { PluginRefusal } from './plugin-refusal.ts';

/** Finds out who a browser is and lets it in. */
@Injectable()
export class Handshake {
  constructor(
    private readonly admission: Admission,
    private readonly pairing: Pairing,
    private readonly devices: DeviceAuthentication,
    private readonly presences: Presences,
    private readonly greeting: Greeting,
  ) {}

  /**
   * Answers a pairing code.
   * @param link the connection
   * @param message the code, and what the browser says of itself
   * @param address where it comes from
   * @throws {PluginRefusal} when the code is not good, or too many were not
   */
  async pair(link: PluginLink, message: PairMessage, address: string): Promise<void> {
    const facts = { pluginVersion: message.plugin_version, browser: message.browser ?? null };
    const { deviceId, credential } = await this.admission.trying({ link, address }, () =>
      this.pairing.finish(message.code, facts),
    );
    link.send({ type: 'paired', device_id: deviceId, credential });
  }

  /**
   * Answers a hello, and opens the lanes of the accounts that the browser has.
   * @param link the connection
   * @param hello what the browser says of itself
   * @param address where it comes from
   * @returns the browser
   * @throws {PluginRefusal} when it may not come in
   */
  async welcome(link: PluginLink, hello: HelloMessage, address: string): Promise<PluginSession> {
    const protocol = PROTOCOL_VERSIONS.find((version) => hello.protocols.includes(version));
    if (protocol === undefined) {
      throw new PluginRefusal('upgrade_required', 'This version of the extension is too old. Update it.');
    }
    return this.admission.trying({ link, address }, () => this.enter(link, hello, protocol));
  }

  private async enter(link: PluginLink, hello: HelloMessage, protocol: number): Promise<PluginSession> {
    const device = await this.devices.recognise(hello);
    // It may have connected again since, and the newest connection wins: this one must not become the newest.
    if (!link.isOpen) throw new PluginRefusal('unavailable', 'The browser has gone.');
    const session = await this.presences.enter(device, hello, link);
    if (session === undefined) {
      throw new PluginRefusal('revoked', 'This browser was removed from StoFlow. Pair it again.');
    }
    try {
      await this.greeting.greet(session, hello, protocol);
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
}

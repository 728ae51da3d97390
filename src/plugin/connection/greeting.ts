import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { CommandLog } from '../commands/command-log.ts';
import type { HelloMessage } from '../protocol/client-messages.ts';
import { HEARTBEAT_SECONDS, MAX_MESSAGE_BYTES } from '../protocol/vocabulary.ts';
import { Presences } from '../sessions/presences.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';

/** Welcomes a browser that was let in. */
@Injectable()
export class Greeting {
  constructor(
    private readonly presences: Presences,
    private readonly log: CommandLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Says welcome, and opens the lanes of the accounts that the browser has. Whatever was sent before the welcome would
   * not be understood, so the lanes open after it.
   * @param session the browser
   * @param hello what it says of itself
   * @param protocol the version to speak
   */
  async greet(session: PluginSession, hello: HelloMessage, protocol: number): Promise<void> {
    const ids = hello.in_flight.map(({ command_id }) => command_id);
    const awaited = await this.log.awaited(session.tenant, session.deviceId, ids);
    const known = await this.presences.known(session, hello.accounts);
    session.link.send({
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

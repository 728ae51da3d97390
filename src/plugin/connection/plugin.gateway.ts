import type { OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { AppConfig } from '../../config/app-config.ts';
import { PluginCounters } from '../commands/plugin-counters.ts';
import { HELLO_TIMEOUT_MS, MAX_MESSAGE_BYTES, PLUGIN_PATH } from '../protocol/vocabulary.ts';
import { LocalSessions } from '../sessions/local-sessions.ts';
import { Handshake } from './handshake.ts';
import { PluginConnection } from './plugin-connection.ts';
import { PluginDialogue } from './plugin-dialogue.ts';
import { SessionMessages } from './session-messages.ts';

/** Sessions whose end is written down at once: a part of the pool. */
const LEAVING_AT_ONCE = 8;
const STOPPING = 'This StoFlow server is stopping. Connect again.';

/**
 * Where browsers connect. Messages of one socket are taken one after the other, which Nest's own message handlers do
 * not promise, so the gateway only hands the socket on. Any origin may connect: nothing a browser sends by itself (a
 * cookie) lets anybody in, only the credential in the hello.
 */
@WebSocketGateway({ path: PLUGIN_PATH, maxPayload: MAX_MESSAGE_BYTES })
export class PluginGateway implements OnGatewayConnection<WebSocket>, OnModuleDestroy {
  private closing = false;

  constructor(
    private readonly handshake: Handshake,
    private readonly messages: SessionMessages,
    private readonly counters: PluginCounters,
    private readonly sessions: LocalSessions,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param socket a browser that has just connected
   */
  handleConnection(socket: WebSocket): void {
    const { handshake, messages, counters } = this;
    const dialogue = new PluginDialogue(
      { handshake, messages, counters },
      // Shorter waits are for runs in which everything waits less; a real browser on a busy machine needs a moment.
      Math.max(1000, this.config.scaled(HELLO_TIMEOUT_MS)),
    );
    const connection = new PluginConnection(socket, dialogue);
    dialogue.attach(connection);
    if (this.closing) connection.refuse('unavailable', STOPPING);
  }

  /**
   * Sends every browser away, so that it connects elsewhere at once, and frees their lanes while there is still a
   * database. Jobs that wait for one of them are handed back by that, before anybody waits for running jobs.
   */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    const sessions = this.sessions.all();
    // All of them are told before the first is written down: they are to be elsewhere soon, however many there are.
    for (const session of sessions) session.link.refuse('unavailable', STOPPING);
    const queue = sessions.values();
    await Promise.all(
      Array.from({ length: LEAVING_AT_ONCE }, async () => {
        for (const session of queue) await this.messages.leave(session);
      }),
    );
  }
}

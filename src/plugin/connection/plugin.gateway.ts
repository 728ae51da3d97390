import type { IncomingMessage } from 'node:http';
import type { OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { AppConfig } from '../../config/app-config.ts';
import { HELLO_TIMEOUT_MS, MAX_MESSAGE_BYTES, PLUGIN_PATH } from '../protocol/vocabulary.ts';
import { LocalSessions } from '../sessions/local-sessions.ts';
import { networkOf } from '../../common/http/network-of.ts';
import { addressOf } from './address-of.ts';
import { Admission } from './admission.ts';
import { DialogueParts } from './dialogue-parts.ts';
import { PluginConnection } from './plugin-connection.ts';
import type { Hearer } from './plugin-connection.ts';
import { PluginDialogue } from './plugin-dialogue.ts';
import { PluginRefusal } from './plugin-refusal.ts';

/** Sessions whose end is written down at once: a part of the pool. */
const LEAVING_AT_ONCE = 8;
const STOPPING = new PluginRefusal('unavailable', 'This StoFlow server is stopping. Connect again.');

/** Whoever is turned away at the door is not listened to. */
const DEAF: Hearer = {
  hear: () => Promise.resolve(),
  misunderstood: () => undefined,
  ended: () => Promise.resolve(),
  failed: () => undefined,
};

/**
 * Where browsers connect. Messages of one socket are taken one after the other, which Nest's own message handlers do
 * not promise, so the gateway only hands the socket on. Any origin may connect: nothing a browser sends by itself (a
 * cookie) lets anybody in, only the credential in the hello.
 */
@WebSocketGateway({ path: PLUGIN_PATH, maxPayload: MAX_MESSAGE_BYTES })
export class PluginGateway implements OnGatewayConnection<WebSocket>, OnModuleDestroy {
  private closing = false;

  constructor(
    private readonly parts: DialogueParts,
    private readonly admission: Admission,
    private readonly sessions: LocalSessions,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param socket a browser that has just connected
   * @param request the request that became the socket
   */
  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    const seat = this.closing
      ? STOPPING
      : this.admission.enter(networkOf(addressOf(request, this.config.TRUSTED_PROXIES)));
    if (seat instanceof PluginRefusal) {
      this.parts.counters.connectionsRefused += 1;
      new PluginConnection(socket, DEAF).refuse(seat.reason, seat.message);
      return;
    }
    // Shorter waits are for runs in which everything waits less; a real browser on a busy machine needs a moment.
    const helloTimeoutMs = Math.max(1000, this.config.scaled(HELLO_TIMEOUT_MS));
    const dialogue = new PluginDialogue(this.parts, seat, helloTimeoutMs);
    dialogue.attach(new PluginConnection(socket, dialogue));
  }

  /**
   * Sends every browser away, so that it connects elsewhere at once, and frees their lanes while there is still a
   * database. Jobs that wait for one of them are handed back by that, before anybody waits for running jobs.
   */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    const sessions = this.sessions.all();
    // All of them are told before the first is written down: they are to be elsewhere soon, however many there are.
    for (const session of sessions) session.link.refuse(STOPPING.reason, STOPPING.message);
    const queue = sessions.values();
    await Promise.all(
      Array.from({ length: LEAVING_AT_ONCE }, async () => {
        for (const session of queue) await this.parts.messages.leave(session);
      }),
    );
  }
}

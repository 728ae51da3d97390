import { Logger } from '@nestjs/common';
import { DomainError } from '../../domain/errors.ts';
import type { ClientMessage } from '../protocol/messages.ts';
import type { NotUnderstood } from '../protocol/parse-message.ts';
import type { PluginLink, PluginSession } from '../sessions/plugin-session.ts';
import type { DialogueParts } from './dialogue-parts.ts';
import type { Hearer } from './plugin-connection.ts';
import { PluginRefusal } from './plugin-refusal.ts';
import type { Seat } from './seat.ts';

/** The course of one connection: who is there first, then what it says, and at the end its leave. */
export class PluginDialogue implements Hearer {
  private static readonly log = new Logger('Plugin');
  private link: PluginLink | undefined;
  private session: PluginSession | undefined;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param parts what it serves
   * @param seat its place among the connections
   * @param helloTimeoutMs how long a stranger may stay silent
   */
  constructor(
    private readonly parts: DialogueParts,
    private readonly seat: Seat,
    helloTimeoutMs: number,
  ) {
    this.timer = setTimeout(() => {
      // A worker that wakes slowly comes late and may come again; one that says something else may not.
      this.refuse(new PluginRefusal('unresponsive', 'The first message is hello or pair, within 5 s.'));
    }, helloTimeoutMs);
  }

  /**
   * @param link the connection
   */
  attach(link: PluginLink): void {
    this.link = link;
  }

  /**
   * @param message a message that was understood
   */
  async hear(message: ClientMessage): Promise<void> {
    const { link, session } = this;
    if (link === undefined) return;
    if (session !== undefined) {
      await this.parts.messages.take(session, message);
    } else if (message.type === 'pair') {
      await this.parts.handshake.pair(link, message, this.seat.address);
    } else if (message.type === 'hello') {
      clearTimeout(this.timer);
      this.session = await this.parts.handshake.welcome(link, message, this.seat.address);
      this.seat.known();
    } else {
      throw new PluginRefusal('hello_expected', 'The first message is hello or pair.');
    }
  }

  /**
   * @param problem a message that was not understood
   */
  misunderstood(problem: NotUnderstood): void {
    this.parts.counters.messagesRefused += 1;
    if (this.session === undefined) {
      const fields = problem.fields.map(({ field }) => field).join(', ');
      this.refuse(
        new PluginRefusal('hello_expected', `${problem.message}${fields === '' ? '' : ` Wrong: ${fields}.`}`),
      );
    }
  }

  /** The connection has ended. */
  async ended(): Promise<void> {
    clearTimeout(this.timer);
    this.seat.leave();
    if (this.session !== undefined) await this.parts.messages.leave(this.session);
  }

  /**
   * @param error what went wrong with a message. One that could not be kept is not acknowledged either: the browser
   *   connects again and says it again
   */
  failed(error: unknown): void {
    if (error instanceof PluginRefusal) {
      this.refuse(error);
      return;
    }
    PluginDialogue.log.error(
      { err: error, tenant: this.session?.tenant.id },
      'a message of a browser failed',
    );
    const message = error instanceof DomainError ? error.message : 'StoFlow cannot work right now.';
    this.refuse(new PluginRefusal('unavailable', message));
  }

  private refuse({ reason, message }: PluginRefusal): void {
    clearTimeout(this.timer);
    this.parts.counters.connectionsRefused += 1;
    this.link?.refuse(reason, message);
  }
}

import { Injectable } from '@nestjs/common';
import { Answers } from '../commands/answers.ts';
import { PendingCommands } from '../commands/pending-commands.ts';
import type { ClientMessage } from '../protocol/messages.ts';
import { Presences } from '../sessions/presences.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';
import { SessionBrakes } from './session-brakes.ts';

/** Takes what a browser says once it is in. */
@Injectable()
export class SessionMessages {
  constructor(
    private readonly answers: Answers,
    private readonly pending: PendingCommands,
    private readonly presences: Presences,
    private readonly brakes: SessionBrakes,
  ) {}

  /**
   * @param session the browser
   * @param message what it says
   * @returns when it has been dealt with
   */
  async take(session: PluginSession, message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'accounts':
        return this.presences.announce(session, message.accounts);
      case 'result':
        return this.answers.take(session, message);
      case 'accepted':
        this.pending.listenerOf(message.command_id, session)?.hear({ kind: 'accepted' });
        return;
      case 'journal':
        this.pending
          .listenerOf(message.command_id, session)
          ?.hear({ kind: 'journal', state: message.state, journalId: message.journal_id });
        return;
      case 'paused':
        return this.brakes.pause(session, message);
      case 'pong':
        return;
      case 'hello':
      case 'pair':
        session.link.send({
          type: 'error',
          code: 'message.unexpected',
          message: `This connection has said ${message.type} already, or is past it.`,
          fields: [],
        });
    }
  }

  /**
   * @param session a browser that has gone
   */
  async leave(session: PluginSession): Promise<void> {
    await this.presences.leave(session);
  }
}

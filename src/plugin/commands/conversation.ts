import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { AppConfig } from '../../config/app-config.ts';
import type { PluginAnswer, PluginCall, Recalled } from '../plugin-call.ts';
import { PluginGoneError } from '../plugin-gone.error.ts';
import type { CommandMessage } from '../protocol/server-messages.ts';
import { ACCEPT_TIMEOUT_MS } from '../protocol/vocabulary.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';
import { PendingCommands } from './pending-commands.ts';
import type { CommandNews } from './pending-commands.ts';
import { PluginCounters } from './plugin-counters.ts';
import { traceParentOf } from './trace-context.ts';

/** Times a command is sent to a browser of which nothing at all is heard; then it counts as gone, at no cost. */
const UNHEARD_SENDINGS = 3;
const UNHEARD = 'The browser does not answer.';

/** Talks with a browser about one command at a time. */
@Injectable()
export class Conversation {
  constructor(
    private readonly pending: PendingCommands,
    private readonly counters: PluginCounters,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Sends a command, again and again until it is accepted, and waits for its answer.
   * @param session the browser
   * @param call the command
   * @param remainingMs how long from now it may still be started
   * @param isQuestion whether it belongs to no task
   * @returns the answer
   * @throws {PluginGoneError} when the browser goes, or is as silent as one that has gone
   */
  async command(
    session: PluginSession,
    call: PluginCall,
    remainingMs: number,
    isQuestion = false,
  ): Promise<PluginAnswer> {
    const message = this.messageOf(call, remainingMs);
    let repeat: NodeJS.Timeout | undefined;
    let sent = false;
    try {
      return await this.pending.wait<PluginAnswer>(
        call.commandId,
        session,
        isQuestion ? call.account.id : undefined,
        call.signal,
        (settle, fail) => {
          sent = session.link.send({ type: 'command', ...message });
          if (!sent) session.leave();
          this.counters.commandsSent += 1;
          const waitMs = this.config.scaled(ACCEPT_TIMEOUT_MS);
          let sendings = 1;
          repeat = setInterval(() => {
            const unheardMs = waitMs * UNHEARD_SENDINGS;
            if (sendings >= UNHEARD_SENDINGS && session.link.silentForMs >= unheardMs) {
              fail(new PluginGoneError(true, UNHEARD));
              return;
            }
            sendings += 1;
            this.counters.commandsRepeated += 1;
            session.link.send({ type: 'command', ...message });
          }, waitMs);
          return (news) => {
            clearInterval(repeat);
            if (news.kind === 'answer') settle(news.answer);
          };
        },
      );
    } catch (error: unknown) {
      if (error instanceof PluginGoneError) throw new PluginGoneError(sent, error.message);
      session.link.send({ type: 'cancel', command_id: call.commandId });
      throw error;
    } finally {
      clearInterval(repeat);
    }
  }

  /**
   * Asks how a command stands.
   * @param session the browser that was given it
   * @param commandId the command
   * @param signal ends the waiting
   * @param waitMs how long the browser may take to say something
   * @returns what it says; a browser that says nothing of it counts as still at work
   * @throws {PluginGoneError} when the browser goes, or does not even answer a ping
   */
  async resume(
    session: PluginSession,
    commandId: string,
    signal: AbortSignal,
    waitMs: number,
  ): Promise<Recalled> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await this.pending.wait<Recalled>(commandId, session, undefined, signal, (settle, fail) => {
        if (!session.link.send({ type: 'resume', command_id: commandId })) session.leave();
        // Tells a browser that has nothing to say of the command from one that is not there any more.
        session.link.send({ type: 'ping', server_time: this.clock.now().toISOString() });
        timer = setTimeout(() => {
          if (session.link.silentForMs < waitMs) settle({ status: 'under_way' });
          else fail(new PluginGoneError(true, UNHEARD));
        }, waitMs);
        return (news) => {
          if (news.kind === 'answer') settle(news.answer);
          if (news.kind === 'journal') settle(recalledOf(news, session));
        };
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private messageOf(call: PluginCall, remainingMs: number): CommandMessage {
    return {
      command_id: call.commandId,
      attempt: call.attempt,
      command: call.command,
      version: call.version,
      account: { marketplace: call.account.marketplace, user_id: call.account.externalId },
      deadline: new Date(this.clock.now().getTime() + remainingMs).toISOString(),
      payload: { ...call.payload },
      traceparent: traceParentOf(call.commandId, call.attempt),
    };
  }
}

/** A journal that was lost since the browser connected would say `none` of what it has done. */
function recalledOf(news: Extract<CommandNews, { kind: 'journal' }>, { journalId }: PluginSession): Recalled {
  if (news.journalId !== journalId) return { status: 'out_of_reach' };
  return { status: news.state === 'started' ? 'under_way' : 'not_started' };
}

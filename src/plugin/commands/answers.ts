import { Injectable } from '@nestjs/common';
import type { ExecutorState } from '../../queue/executors.ts';
import type { PluginAnswer } from '../plugin-call.ts';
import type { ResultMessage } from '../protocol/result-message.ts';
import type { ErrorKind } from '../protocol/vocabulary.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';
import { Presences } from '../sessions/presences.ts';
import { CommandLog } from './command-log.ts';
import { LateAnswers } from './late-answers.ts';
import { PendingCommands } from './pending-commands.ts';
import { PluginCounters } from './plugin-counters.ts';

/** Errors of a command that say how the account stands in the browser. */
const STATE_OF: Partial<Readonly<Record<ErrorKind, ExecutorState>>> = {
  no_tab: 'no_tab',
  logged_out: 'logged_out',
  wrong_account: 'wrong_account',
  challenge: 'challenge',
};

/** Takes results: stored first, then what they say of the account, then told to whoever waits, and acknowledged last. */
@Injectable()
export class Answers {
  constructor(
    private readonly log: CommandLog,
    private readonly pending: PendingCommands,
    private readonly presences: Presences,
    private readonly late: LateAnswers,
    private readonly counters: PluginCounters,
  ) {}

  /**
   * Takes one result.
   * @param session who sent it
   * @param message what it says
   */
  async take(session: PluginSession, message: ResultMessage): Promise<void> {
    const { command_id: commandId } = message;
    const answer = answerOf(message);
    const questionOf = this.pending.listenerOf(commandId, session)?.questionOf;
    if (questionOf !== undefined) await this.note(session, questionOf, answer);
    const known = questionOf !== undefined || (await this.keep(session, commandId, answer));
    if (known) this.pending.listenerOf(commandId, session)?.hear({ kind: 'answer', answer });
    session.link.send({ type: 'acknowledged', command_id: commandId, known });
  }

  private async keep(session: PluginSession, commandId: string, answer: PluginAnswer): Promise<boolean> {
    const { tenant, deviceId } = session;
    const stored = await this.log.store(tenant, deviceId, commandId, answer);
    switch (stored.kind) {
      case 'refused':
        this.counters.resultsRefused += 1;
        return false;
      case 'repeated':
        this.counters.resultsRepeated += 1;
        return true;
      case 'stored': {
        this.counters.resultsStored += 1;
        await this.note(session, stored.accountId, answer);
        if (this.pending.listenerOf(commandId, session) === undefined) await this.late.takeUp(tenant, stored);
        return true;
      }
    }
  }

  /** Before the run hears of it and lets go of the lane: nobody else may take the lane up in between. */
  private async note(session: PluginSession, accountId: number, answer: PluginAnswer): Promise<void> {
    const state = answer.status === 'done' ? undefined : STATE_OF[answer.error.kind];
    if (state !== undefined) await this.presences.note(session, { accountId, state });
  }
}

function answerOf({ status, data, error, http }: ResultMessage): PluginAnswer {
  if (status === 'done') return { status, data: data ?? {} };
  return { status, error: error ?? { kind: 'unexpected' }, http: http ?? null };
}

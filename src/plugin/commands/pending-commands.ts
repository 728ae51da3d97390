import { Injectable } from '@nestjs/common';
import type { PluginAnswer } from '../plugin-call.ts';
import type { JournalState } from '../protocol/vocabulary.ts';
import { PluginGoneError } from '../plugin-gone.error.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';

/** What a browser may say of a command. */
export type CommandNews =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'journal'; readonly state: JournalState; readonly journalId: string }
  | { readonly kind: 'answer'; readonly answer: PluginAnswer };

/** Somebody who waits for news of a command. */
export interface Listener {
  readonly session: PluginSession;
  /** The account that a question is about which belongs to no task; its answer is not stored anywhere. */
  readonly questionOf: number | undefined;
  /** @param news what the browser says of the command */
  hear(news: CommandNews): void;
}

/** Who in this process waits for which command. Whatever matters of a command is on its task's row, not here. */
@Injectable()
export class PendingCommands {
  private readonly listeners = new Map<string, Listener>();

  /** @returns how many commands are waited for */
  get size(): number {
    return this.listeners.size;
  }

  /**
   * Waits for news of a command until `work` has what it wants.
   * @param commandId the command
   * @param session the browser that is asked
   * @param questionOf the account, where it is a question that belongs to no task
   * @param signal ends the waiting
   * @param work begins the conversation; `settle` ends it with a value, `fail` with an error
   * @returns what it was settled with
   * @throws {PluginGoneError} when the browser goes; the signal's reason when that aborts
   */
  async wait<T>(
    commandId: string,
    session: PluginSession,
    questionOf: number | undefined,
    signal: AbortSignal,
    work: (settle: (value: T) => void, fail: (error: Error) => void) => (news: CommandNews) => void,
  ): Promise<T> {
    const over = new AbortController();
    let listener: Listener | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        listener = { session, questionOf, hear: work(resolve, reject) };
        this.listeners.set(commandId, listener);
        onAbort(session.gone, over.signal, () => {
          reject(new PluginGoneError(true, 'The browser disconnected.'));
        });
        onAbort(signal, over.signal, () => {
          reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
        });
      });
    } finally {
      over.abort();
      // A run that took the job over may wait for the same command by now.
      if (this.listeners.get(commandId) === listener) this.listeners.delete(commandId);
    }
  }

  /**
   * @param commandId a command
   * @param session who speaks of it
   * @returns who waits for it from that very browser
   */
  listenerOf(commandId: string, session: PluginSession): Listener | undefined {
    const listener = this.listeners.get(commandId);
    return listener?.session === session ? listener : undefined;
  }
}

function onAbort(signal: AbortSignal, until: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true, signal: until });
}

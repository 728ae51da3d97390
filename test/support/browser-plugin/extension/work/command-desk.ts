import type { Journal } from '../journal/journal.ts';
import type { ClientMessage, ResultMessage } from '../protocol/client-messages.ts';
import type { CommandMessage } from '../protocol/server-messages.ts';
import { trouble } from '../vinted/classify-answer.ts';
import type { AccountQueues } from './account-queues.ts';
import type { Outcome } from './outcome.ts';

/** Answers everything that the server says about commands, as the journal stands. */
export class CommandDesk {
  /**
   * @param journal of all commands
   * @param queues one command at a time for an account
   * @param run carries a command out that waits to be started
   * @param say sends a message, if it can
   */
  constructor(
    private readonly journal: Journal,
    private readonly queues: AccountQueues,
    private readonly run: (commandId: string) => Promise<void>,
    private readonly say: (message: ClientMessage) => boolean,
  ) {}

  /**
   * A command has come, for the first time or again.
   * @param command as it came
   */
  async command(command: CommandMessage): Promise<void> {
    const { command_id, attempt } = command;
    const known = this.journal.find(command_id);
    if (known?.result !== undefined) {
      this.say(known.result);
      return;
    }
    if (known === undefined) await this.journal.receive(command);
    else await this.journal.hold(command_id, false);
    this.say({ type: 'accepted', command_id, attempt });
    if (known === undefined || known.state === 'received') this.enqueue(command);
  }

  /**
   * The server asks how a command stands. Nothing is executed, and what waits to be started waits on until it is sent again:
   * the server may do it elsewhere.
   * @param commandId of it
   */
  async resume(commandId: string): Promise<void> {
    const known = this.journal.find(commandId);
    if (known?.result !== undefined) {
      this.say(known.result);
      return;
    }
    await this.journal.hold(commandId, true);
    // It may have been started while that was written.
    const state = this.journal.find(commandId)?.state ?? 'none';
    if (state === 'ended') return;
    this.say({ type: 'journal', command_id: commandId, state, journal_id: this.journal.id });
  }

  /**
   * @param commandId of a command that is not to be started any more
   */
  async cancel(commandId: string): Promise<void> {
    const known = this.journal.find(commandId);
    if (known?.state !== 'received') return;
    await this.end(known.command, trouble('failed', 'cancelled', 'Cancelled before it was started'));
  }

  /**
   * @param commandId of a command whose result is stored, or not wanted; what was not started never will be
   */
  async settle(commandId: string): Promise<void> {
    await this.journal.settle(commandId);
    await this.cancel(commandId);
  }

  /**
   * @param commandId of a command of the journal whose result is wanted
   */
  report(commandId: string): void {
    const known = this.journal.find(commandId);
    if (known?.result !== undefined) this.say(known.result);
    else if (known?.state === 'received' && !known.held) this.enqueue(known.command);
  }

  /** Says every result again that was not acknowledged. */
  repeat(): void {
    for (const { result } of this.journal.unsettled()) if (result !== undefined) this.say(result);
  }

  /**
   * Writes down how a command has ended, and then tells it.
   * @param command as it came
   * @param outcome how it ended
   */
  async end(command: CommandMessage, outcome: Outcome): Promise<void> {
    const { command_id, attempt } = command;
    const observed_at = new Date().toISOString();
    const result: ResultMessage = { type: 'result', command_id, attempt, ...outcome, observed_at };
    const isNews = await this.journal.end(result);
    if (isNews && this.journal.find(command_id)?.settled === false) this.say(result);
  }

  private enqueue({ command_id, account }: CommandMessage): void {
    this.queues.add(account.user_id, () => this.run(command_id));
  }
}

import type { AccountRef } from '../../plugin/protocol/account.ts';
import type { CommandMessage } from '../../plugin/protocol/server-messages.ts';
import type { AccountLanes } from './account-lanes.ts';
import type { CommandRunner } from './command-runner.ts';
import type { Outgoing } from './connection/server-link.ts';
import type { CommandJournal } from './journal/command-journal.ts';
import { failed } from './outcome.ts';
import type { ResultPost } from './result-post.ts';

/** Takes what the server says about commands, and answers as the journal stands. */
export class CommandDesk {
  /**
   * @param journal of the commands
   * @param lanes one command at a time for one account
   * @param runner carries a command out
   * @param post sends results until they are acknowledged
   * @param send sends anything else
   */
  constructor(
    private readonly journal: CommandJournal,
    private readonly lanes: AccountLanes,
    private readonly runner: CommandRunner,
    private readonly post: ResultPost,
    private readonly send: (message: Outgoing) => void,
  ) {}

  /**
   * A command has come, for the first time or again.
   * @param message the command
   */
  command(message: Readonly<CommandMessage>): void {
    const { command_id: id, attempt } = message;
    const known = this.journal.find(id);
    if (known?.result !== undefined) {
      this.post.say(known.result);
      return;
    }
    if (known === undefined) {
      this.journal.receive(plain(message));
      this.send({ type: 'accepted', command_id: id, attempt });
      this.lanes.add(message.account, async () => {
        await this.runner.afterReceiving(id);
        await this.runner.run(id);
      });
      return;
    }
    this.send({ type: 'accepted', command_id: id, attempt });
    if (known.state !== 'received') return;
    if (known.held) this.journal.release(id);
    this.enqueue(id, known.command.account);
  }

  /** @param id of a command of which the server wants to know how it stands */
  resume(id: string): void {
    const known = this.journal.find(id);
    if (known?.result !== undefined) {
      this.post.say(known.result);
      return;
    }
    const state = known === undefined || known.state === 'ended' ? 'none' : known.state;
    if (state === 'received') this.journal.hold(id);
    this.send({ type: 'journal', command_id: id, state, journal_id: this.journal.id });
  }

  /** @param id of a command that is not to be started */
  cancel(id: string): void {
    if (this.journal.find(id)?.state === 'received')
      this.runner.finish(id, failed('cancelled', 'Cancelled before it was started'));
  }

  /** @param id of a command nobody waits for: its result is stored, or is not wanted */
  settle(id: string): void {
    this.journal.settle(id);
    // What was not started is closed for good, so that a late repeat of it cannot start it.
    this.cancel(id);
  }

  /** @param id of a command of the journal whose result is wanted */
  report(id: string): void {
    const known = this.journal.find(id);
    if (known?.result !== undefined) this.post.say(known.result);
    else if (known?.state === 'received' && !known.held) this.enqueue(id, known.command.account);
  }

  /** Ends as unknown what a worker that is no more had started. */
  closeAbandoned(): void {
    for (const { state, command } of this.journal.unsettled()) {
      if (state !== 'started') continue;
      const message = 'The worker was ended in the middle of it';
      this.runner.finish(command.command_id, {
        status: 'unknown',
        error: { kind: 'network_after_send', message },
      });
    }
  }

  private enqueue(id: string, account: Readonly<AccountRef>): void {
    this.lanes.add(account, () => this.runner.run(id));
  }
}

function plain(message: Readonly<CommandMessage>): CommandMessage {
  const { command_id, attempt, command, version, deadline, payload } = message;
  const { marketplace, user_id } = message.account;
  return { command_id, attempt, command, version, account: { marketplace, user_id }, deadline, payload };
}

import type { AccountsBoard } from './accounts-board.ts';
import { capabilityOf } from './commands/command-list.ts';
import { InvalidPayload } from './commands/payload.ts';
import type { CommandContext, PluginCommand } from './commands/plugin-command.ts';
import type { PluginCounters } from './counters.ts';
import type { CommandJournal } from './journal/command-journal.ts';
import type { JournaledCommand, JournaledResult } from './journal/journal-entry.ts';
import type { Life } from './life.ts';
import { failed, type Outcome } from './outcome.ts';
import type { ResultPost } from './result-post.ts';
import type { ServerClock } from './server-clock.ts';
import type { Troublemaker, Victim } from './trouble/troublemaker.ts';
import type { VintedTab } from './vinted/vinted-tab.ts';

/** What a runner works with. */
export interface RunnerTools {
  readonly journal: CommandJournal;
  readonly commands: readonly PluginCommand[];
  readonly board: AccountsBoard;
  readonly clock: ServerClock;
  readonly counters: PluginCounters;
  readonly post: ResultPost;
  readonly life: Life;
  readonly trouble: Troublemaker;
  readonly victim: Victim;
  readonly restMs: number;
  /**
   * @param path of a picture at the server
   * @returns its bytes, undefined when it cannot be had
   */
  fetchPicture(path: string): Promise<Buffer | undefined>;
}

/** Carries one command out, at most once: it is in the journal as started before anything is done. */
export class CommandRunner {
  /** @param tools what it works with */
  constructor(private readonly tools: RunnerTools) {}

  /**
   * Lets trouble happen once a command is in the journal.
   * @param id of the command
   */
  async afterReceiving(id: string): Promise<void> {
    await this.moment('journal:received', id);
  }

  /**
   * @param id of a command in the journal; one that is not waiting to be started is left alone
   */
  async run(id: string): Promise<void> {
    const { journal, clock } = this.tools;
    const entry = journal.find(id);
    if (entry === undefined || entry.state !== 'received' || entry.held) return;
    const { command } = entry;
    if (clock.isOver(command.deadline)) {
      this.finish(id, failed('expired', 'The deadline had passed'));
      return;
    }
    const outcome = await this.attempt(command);
    if (journal.find(id)?.state === 'started') await this.moment('act:after', id);
    this.finish(id, outcome);
    this.tools.board.tellChanges();
  }

  /**
   * Writes the end of a command down and tells it.
   *
   * @param id of the command
   * @param outcome how it ended
   */
  finish(id: string, outcome: Outcome): void {
    const { journal, clock, post, life } = this.tools;
    const entry = journal.find(id);
    // Without an entry the journal was lost; without an end nobody may be told one.
    if (entry === undefined || entry.result !== undefined) return;
    journal.end(resultOf(entry.command, outcome, clock.observedAt()));
    const { result, settled } = journal.find(id) ?? {};
    if (result === undefined || settled === true) return;
    life.background(async () => {
      await this.moment('journal:ended', id);
      post.say(result);
    });
  }

  private async attempt(command: JournaledCommand): Promise<Outcome> {
    const { board, commands, journal, counters } = this.tools;
    const capability = capabilityOf({ name: command.command, version: command.version });
    const known = commands.find((candidate) => capabilityOf(candidate) === capability);
    if (known === undefined) return failed('unsupported', `${capability} is not known`);
    const tab = board.tabFor(command.account);
    if ('error' in tab) return tab;
    journal.start(command.command_id);
    await this.moment('journal:started', command.command_id);
    counters.executed(command.command, command.command_id);
    try {
      return await known.execute(command.payload, this.contextOf(command, tab));
    } catch (error: unknown) {
      if (error instanceof InvalidPayload) return failed('unexpected', error.message);
      throw error;
    }
  }

  private contextOf(command: JournaledCommand, tab: VintedTab): CommandContext {
    const { board, life, restMs } = this.tools;
    return {
      account: command.account,
      tab,
      life,
      moment: (name) => this.moment(name, command.command_id),
      rest: (ms) => board.rest(tab, ms ?? restMs, life),
      fetchPicture: (path) => this.tools.fetchPicture(path),
    };
  }

  private async moment(moment: string, commandId: string): Promise<void> {
    const { trouble, life, victim, journal } = this.tools;
    const command = journal.find(commandId)?.command.command ?? '';
    await trouble.at({ moment, command, commandId }, life, victim);
  }
}

function resultOf(command: JournaledCommand, outcome: Outcome, observedAt: string): JournaledResult {
  const { command_id, attempt } = command;
  const { status, http } = outcome;
  return {
    command_id,
    attempt,
    status,
    ...(outcome.status === 'done' ? { data: outcome.data } : { error: outcome.error }),
    ...(http === undefined ? {} : { http }),
    observed_at: observedAt,
  } as JournaledResult;
}

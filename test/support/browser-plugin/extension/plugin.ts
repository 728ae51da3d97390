import { AccountBook } from './accounts/account-book.ts';
import { Accounts } from './accounts/accounts.ts';
import { Rests } from './accounts/rests.ts';
import { COMMANDS } from './commands/commands.ts';
import { ServerClock } from './connection/server-clock.ts';
import { ServerConnection } from './connection/server-connection.ts';
import { Journal } from './journal/journal.ts';
import type { ClientMessage, HelloMessage } from './protocol/client-messages.ts';
import type { CommandMessage, ServerMessage, WelcomeMessage } from './protocol/server-messages.ts';
import type { ErrorKind } from './protocol/vocabulary.ts';
import { keep } from './storage.ts';
import { trouble } from './vinted/classify-answer.ts';
import { Site } from './vinted/site.ts';
import { AccountQueues } from './work/account-queues.ts';
import { CommandDesk } from './work/command-desk.ts';
import type { Outcome } from './work/outcome.ts';
import { Runner } from './work/runner.ts';

/** The hello names no more commands than this. */
const MOST_IN_FLIGHT = 1000;

/** One life of the extension's worker: everything it knows it has read, and everything it learns it writes. */
export class Plugin {
  private readonly clock = new ServerClock();
  private readonly connection: ServerConnection;
  private readonly accounts: Accounts;
  private readonly desk: CommandDesk;
  private readonly runner: Runner;
  private readonly queues = new AccountQueues();

  private constructor(
    private readonly journal: Journal,
    private readonly rests: Rests,
    book: AccountBook,
  ) {
    const site = new Site();
    const say = (message: ClientMessage): boolean => this.connection.say(message);
    this.connection = new ServerConnection({
      introduction: () => this.introduction(),
      heard: (message) => this.heard(message),
    });
    this.accounts = new Accounts(site, book, rests, say);
    this.runner = new Runner(journal, this.accounts, site, this.clock, (command, outcome) =>
      this.ended(command, outcome),
    );
    this.desk = new CommandDesk(journal, this.queues, (id) => this.runner.run(id), say);
  }

  /** @returns a worker that has taken up what the last one left, and connects */
  static async start(): Promise<Plugin> {
    const plugin = new Plugin(await Journal.open(), await Rests.open(), await AccountBook.open());
    for (const entry of plugin.journal.unsettled()) {
      if (entry.state === 'started') {
        plugin.queues.add(entry.command.account.user_id, () => plugin.runner.close(entry));
      }
    }
    await plugin.accounts.look();
    await plugin.connection.open();
    return plugin;
  }

  /** The browser has woken the worker: looks around, and connects where there is no connection. */
  async wake(): Promise<void> {
    this.connection.dropSilent();
    await this.connection.open();
    await this.accounts.look();
    this.desk.repeat();
  }

  /** A tab was opened, has loaded another page or was closed. */
  async tabsChanged(): Promise<void> {
    await this.accounts.look();
  }

  /** A rest may be over. */
  async restOver(): Promise<void> {
    await this.rests.end();
    await this.accounts.tell(true);
  }

  /**
   * The seller has typed a pairing code.
   * @param server address of StoFlow
   * @param code as it was typed
   */
  async pair(server: string, code: string): Promise<void> {
    await keep('server', server);
    await keep('code', code);
    await keep('credential', undefined);
    await this.connection.reopen();
  }

  /**
   * The seller stops an account, or lets it go on.
   * @param userId of the account
   * @param stopped whether it does nothing from now on
   */
  async stop(userId: string, stopped: boolean): Promise<void> {
    await this.rests.stop(userId, stopped);
    await this.accounts.tell();
  }

  private async introduction(): Promise<
    Pick<HelloMessage, 'capabilities' | 'accounts' | 'journal_id' | 'in_flight'>
  > {
    const inFlight = this.journal.unsettled().slice(0, MOST_IN_FLIGHT);
    return {
      capabilities: [...COMMANDS.keys()],
      accounts: await this.accounts.current(),
      journal_id: this.journal.id,
      in_flight: inFlight.map(({ command, state }) => ({ command_id: command.command_id, state })),
    };
  }

  private async heard(message: ServerMessage): Promise<void> {
    switch (message.type) {
      case 'welcome':
        return this.welcomed(message);
      case 'ping':
        this.clock.heard(message.server_time);
        // What wakes the worker anyway is also the time to say again what was not acknowledged.
        this.desk.repeat();
        return;
      case 'command':
        return this.desk.command(message);
      case 'resume':
        return this.desk.resume(message.command_id);
      case 'cancel':
        return this.desk.cancel(message.command_id);
      case 'acknowledged':
        return this.desk.settle(message.command_id);
      case 'error':
        console.error(`StoFlow did not understand this extension: ${message.code}: ${message.message}`);
        return;
      default:
        return;
    }
  }

  private async welcomed({ server_time: time, in_flight: inFlight }: WelcomeMessage): Promise<void> {
    this.clock.heard(time);
    // What has changed since the hello was said, and who rests.
    await this.accounts.tell(true);
    for (const { command_id: id, action } of inFlight) {
      if (action === 'forget') await this.desk.settle(id);
      else this.desk.report(id);
    }
  }

  /**
   * How the account stands is told first, since the next command must not come before it. What a result says of it counts until
   * it is told again: so it is, once it was looked at, or an account that is ready by then would never be taken up.
   */
  private async ended(command: CommandMessage, outcome: Outcome): Promise<void> {
    await this.accounts.tell();
    await this.desk.end(command, this.fits(outcome) ? outcome : TOO_LONG);
    if (outcome.status === 'done' || !OF_ACCOUNT.includes(outcome.error.kind)) return;
    await this.accounts.look();
    await this.accounts.tell(true);
  }

  /** A page of a wardrobe may be longer than a message. */
  private fits(outcome: Outcome): boolean {
    const room = 1_000;
    return new TextEncoder().encode(JSON.stringify(outcome)).byteLength + room <= this.connection.mostBytes;
  }
}

/** What a command can say of its account, and not only of itself. */
const OF_ACCOUNT: readonly ErrorKind[] = ['no_tab', 'logged_out', 'wrong_account', 'challenge'];
const TOO_LONG = trouble('failed', 'page_changed', 'The answer is longer than a message may be');

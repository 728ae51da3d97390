import type { ServerMessage } from '../../plugin/protocol/messages.ts';
import { AccountLanes } from './account-lanes.ts';
import { AccountsBoard } from './accounts-board.ts';
import { capabilityOf, PLUGIN_COMMANDS } from './commands/command-list.ts';
import { CommandDesk } from './command-desk.ts';
import { CommandRunner } from './command-runner.ts';
import { Backoff } from './connection/backoff.ts';
import { MessagePipe } from './connection/message-pipe.ts';
import { ServerConnection } from './connection/server-connection.ts';
import type { PluginCounters } from './counters.ts';
import type { CredentialStore } from './credential-store.ts';
import { fetchPicture } from './fetch-picture.ts';
import { CommandJournal } from './journal/command-journal.ts';
import { Life } from './life.ts';
import { DEFAULT_TIMING, type PluginSettings, type PluginTiming } from './plugin-settings.ts';
import { ResultPost } from './result-post.ts';
import { ServerClock } from './server-clock.ts';
import type { Troublemaker } from './trouble/troublemaker.ts';
import type { VintedTab } from './vinted/vinted-tab.ts';

/** What outlives a worker. */
export interface Profile {
  readonly settings: PluginSettings;
  readonly credentials: CredentialStore;
  readonly tabs: readonly VintedTab[];
  readonly counters: PluginCounters;
  readonly trouble: Troublemaker;
  /** Messages of the server that were errors, and messages that were none. */
  readonly complaints: string[];
  /** Where the server is now. */
  serverUrl: string;
  /**
   * @param restartMs when the browser starts another worker
   */
  died(restartMs: number | undefined): void;
}

/** One life of the extension's worker, from the journal it finds to the end the browser sets it. */
export class PluginWorker {
  readonly life = new Life();
  readonly journal: CommandJournal;
  readonly connection: ServerConnection;
  readonly board: AccountsBoard;
  private readonly clock: ServerClock;
  private readonly desk: CommandDesk;
  private readonly post: ResultPost;
  private readonly timing: PluginTiming;

  /** @param profile what it finds */
  constructor(private readonly profile: Profile) {
    const { settings, counters, trouble } = profile;
    const now = settings.now ?? Date.now;
    this.timing = { ...DEFAULT_TIMING, ...settings.timing };
    this.clock = new ServerClock(now);
    this.journal = new CommandJournal(settings.journalFile, now);
    this.connection = this.connect();
    this.board = new AccountsBoard(
      profile.tabs,
      {
        accountsChanged: (accounts) => void this.connection.send({ type: 'accounts', accounts }),
        paused: (account, reason, until) => this.connection.paused(account, reason, until),
      },
      now,
    );
    const { life, journal, board, clock } = this;
    this.post = new ResultPost(journal, counters, this.timing.resultRepeatMs, (message) =>
      this.connection.send(message),
    );
    const runner = new CommandRunner({
      ...{ journal, board, clock, counters, life, trouble },
      post: this.post,
      commands: this.commands(),
      victim: this,
      restMs: this.timing.restMs,
      fetchPicture: (path) => this.fetchPicture(path),
    });
    const send = this.connection.send.bind(this.connection);
    this.desk = new CommandDesk(journal, new AccountLanes(life), runner, this.post, send);
  }

  /** Begins: closes what an earlier worker left open, looks who is logged in, connects. */
  async start(): Promise<void> {
    this.desk.closeAbandoned();
    this.life.background(() => this.post.repeat(this.life));
    await this.board.look(this.life);
    this.connection.connect();
    if (this.timing.lookEveryMs > 0) this.life.background(() => this.keepLooking());
  }

  /** Cuts the socket. */
  cut(): void {
    this.connection.cut();
  }

  /** @param restartMs when the browser starts another worker, undefined for never */
  die(restartMs: number | undefined): void {
    // A worker dies once: what it still had in its pipes must not take the next one along.
    if (this.life.signal.aborted) return;
    this.life.end();
    this.profile.died(restartMs);
  }

  /** Loses the journal. */
  loseJournal(): void {
    this.journal.lose();
  }

  private connect(): ServerConnection {
    const { settings, credentials, counters, trouble } = this.profile;
    const { reconnectMs, reconnectMaxMs, welcomeMs, overtakeMs } = this.timing;
    const commandOf = (id: string): string => this.journal.find(id)?.command.command ?? '';
    const connectionSettings = {
      introduction: {
        protocols: settings.protocols ?? [1],
        plugin_version: settings.pluginVersion ?? '1.0.0',
        browser: settings.browserName ?? 'Stand-in 1',
        capabilities: this.commands().map(capabilityOf),
      },
      credentials,
      code: settings.code,
      welcomeMs,
      backoff: new Backoff(reconnectMs, reconnectMaxMs, settings.random ?? Math.random),
      pipe: new MessagePipe(this.life, trouble, this, commandOf, overtakeMs),
      counters,
    };
    const owner = {
      accounts: () => this.board.current(),
      inFlight: () =>
        this.journal.unsettled().map(({ command, state }) => ({ command_id: command.command_id, state })),
      journalId: () => this.journal.id,
      received: (message: ServerMessage) => this.received(message),
      complained: (problem: string) => void this.profile.complaints.push(problem),
    };
    return new ServerConnection(this.profile.serverUrl, connectionSettings, owner, this.life);
  }

  private commands(): typeof PLUGIN_COMMANDS {
    const { lacking } = this.profile.settings;
    return PLUGIN_COMMANDS.filter((command) => lacking?.includes(capabilityOf(command)) !== true);
  }

  private received(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.clock.heard(message.server_time);
        for (const { command_id, action } of message.in_flight) {
          if (action === 'forget') this.desk.settle(command_id);
          else this.desk.report(command_id);
        }
        return;
      case 'ping':
        this.clock.heard(message.server_time);
        return;
      case 'command':
        this.desk.command(message);
        return;
      case 'resume':
        this.desk.resume(message.command_id);
        return;
      case 'cancel':
        this.desk.cancel(message.command_id);
        return;
      case 'acknowledged':
        this.desk.settle(message.command_id);
        return;
      default:
        return;
    }
  }

  private fetchPicture(path: string): Promise<Buffer | undefined> {
    const signal = AbortSignal.any([this.life.signal, AbortSignal.timeout(this.timing.requestTimeoutMs)]);
    return fetchPicture(this.profile.serverUrl, path, signal);
  }

  private async keepLooking(): Promise<void> {
    for (;;) {
      await this.life.wait(this.timing.lookEveryMs);
      await this.board.look(this.life);
    }
  }
}

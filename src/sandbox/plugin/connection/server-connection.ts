import type { AccountRef, AnnouncedAccount } from '../../../plugin/protocol/account.ts';
import type { CommandInFlight } from '../../../plugin/protocol/client-messages.ts';
import type { ServerMessage } from '../../../plugin/protocol/messages.ts';
import type { PluginCounters } from '../counters.ts';
import type { CredentialStore } from '../credential-store.ts';
import type { Life } from '../life.ts';
import type { Backoff } from './backoff.ts';
import type { MessagePipe } from './message-pipe.ts';
import { ServerLink, type Outgoing } from './server-link.ts';

/** What a plugin says of itself in its hello. */
export interface Introduction {
  readonly protocols: readonly number[];
  readonly plugin_version: string;
  readonly browser: string;
  readonly capabilities: readonly string[];
}

/** How the connection stands. */
export type ConnectionState =
  | { readonly state: 'offline' }
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly session: number; readonly deviceId: number | null }
  | { readonly state: 'refused'; readonly reason: string };

/** What a connection needs from the worker, and tells it. */
export interface ConnectionOwner {
  /** @returns every account as it stands */
  accounts(): readonly AnnouncedAccount[];
  /** @returns commands whose result was not acknowledged */
  inFlight(): readonly CommandInFlight[];
  /** @returns what tells its journal from another one */
  journalId(): string;
  /** @param message for the worker; those of the handshake never come here, `welcome` does */
  received(message: ServerMessage): void;
  /** @param problem with a message that was not understood, or an `error` of the server */
  complained(problem: string): void;
}

/** Where a connection goes, and with what. */
export interface ConnectionSettings {
  readonly introduction: Introduction;
  readonly credentials: CredentialStore;
  readonly code: string | undefined;
  /** Longest wait for a welcome, in milliseconds. */
  readonly welcomeMs: number;
  readonly backoff: Backoff;
  readonly pipe: MessagePipe;
  readonly counters: PluginCounters;
}

/** Keeps one socket to the server open: pairs, says hello, and comes back after every loss unless it was sent away. */
export class ServerConnection {
  private link: ServerLink | undefined;
  private current: ConnectionState = { state: 'offline' };
  private deviceId: number | null = null;
  private silence: NodeJS.Timeout | undefined;

  /**
   * @param url of the server
   * @param settings with what it goes there
   * @param owner the worker
   * @param life of the worker
   */
  constructor(
    private url: string,
    private readonly settings: ConnectionSettings,
    private readonly owner: ConnectionOwner,
    private readonly life: Life,
  ) {
    life.signal.addEventListener('abort', () => this.quiet(), { once: true });
  }

  /** @returns how it stands */
  get state(): ConnectionState {
    return this.current;
  }

  /** Connects, unless it is connected. */
  connect(): void {
    if (this.current.state === 'connected') return;
    this.current = { state: 'connecting' };
    // A socket that is just going away is followed by a new one.
    if (this.link !== undefined) return;
    const { pipe, counters } = this.settings;
    const link = new ServerLink(this.url, this.life, pipe, counters, {
      opened: () => this.introduce(),
      received: (message) => this.receive(message),
      notUnderstood: (problem) => this.owner.complained(problem),
      closed: () => this.lost(link),
    });
    this.link = link;
    // Whoever takes a connection and never answers sends no ping that could be missed either.
    this.cutAfter(this.settings.welcomeMs);
  }

  /** Goes away and stays away. */
  disconnect(): void {
    this.current = { state: 'offline' };
    this.cut();
  }

  /**
   * Connects to another server from now on.
   * @param url of the server
   */
  moveTo(url: string): void {
    this.url = url;
    this.settings.backoff.reset();
    this.cut();
    if (this.current.state === 'refused') this.connect();
  }

  /** Cuts the socket; unless it was sent away, the connection comes back. */
  cut(): void {
    this.link?.cut();
  }

  /**
   * @param message for the server
   * @returns whether it could be sent: nothing but the handshake is, before the welcome
   */
  send(message: Outgoing): boolean {
    if (this.current.state !== 'connected' || this.link === undefined) return false;
    this.link.send(message);
    return true;
  }

  /** @param text sent as it is, past every check and all trouble */
  write(text: string): void {
    this.link?.write(text);
  }

  /**
   * @param account that stops
   * @param reason why
   * @param until when it goes on
   */
  paused(account: Readonly<AccountRef>, reason: string, until: string | undefined): void {
    this.send({ type: 'paused', account, reason, ...(until === undefined ? {} : { until }) });
  }

  private introduce(): void {
    const { credentials, code, introduction } = this.settings;
    if (credentials.value !== undefined) {
      this.hello(credentials.value);
    } else if (code === undefined) {
      this.current = { state: 'refused', reason: 'neither paired nor given a code' };
      this.cut();
    } else {
      const { plugin_version, browser } = introduction;
      this.link?.send({ type: 'pair', code, plugin_version, browser });
    }
  }

  private hello(credential: string): void {
    const accounts = this.owner.accounts();
    const in_flight = this.owner.inFlight();
    const journal_id = this.owner.journalId();
    const introduction = { ...this.settings.introduction, credential };
    this.link?.send({ type: 'hello', ...introduction, accounts, journal_id, in_flight });
  }

  private receive(message: ServerMessage): void {
    switch (message.type) {
      case 'paired':
        this.deviceId = message.device_id;
        this.settings.credentials.keep(message.credential);
        this.hello(message.credential);
        return;
      case 'refused':
        if (message.retry) this.owner.complained(`refused: ${message.reason}`);
        else this.current = { state: 'refused', reason: message.reason };
        return;
      case 'welcome':
        this.current = { state: 'connected', session: message.session, deviceId: this.deviceId };
        this.settings.backoff.reset();
        this.settings.counters.welcomes += 1;
        this.listen(message.heartbeat_seconds);
        this.owner.received(message);
        return;
      case 'ping':
        this.listen(this.heartbeatSeconds);
        this.send({ type: 'pong', server_time: message.server_time });
        this.owner.received(message);
        return;
      case 'error':
        this.owner.complained(JSON.stringify(message));
        return;
      default:
        this.owner.received(message);
    }
  }

  private heartbeatSeconds = 20;

  /** A server that has gone without closing its socket is noticed by its missing pings. */
  private listen(heartbeatSeconds: number): void {
    this.heartbeatSeconds = heartbeatSeconds;
    this.cutAfter(heartbeatSeconds * 2500);
  }

  private cutAfter(silenceMs: number): void {
    this.quiet();
    this.silence = setTimeout(() => this.cut(), silenceMs);
    this.silence.unref();
  }

  private quiet(): void {
    clearTimeout(this.silence);
  }

  private lost(link: ServerLink): void {
    if (this.link !== link) return;
    this.link = undefined;
    this.quiet();
    if (this.current.state === 'refused' || this.current.state === 'offline') return;
    this.current = { state: 'connecting' };
    this.life.background(async () => {
      await this.settings.backoff.wait(this.life);
      if (this.current.state === 'connecting') this.connect();
    });
  }
}

import type { ClientMessage, HelloMessage } from '../protocol/client-messages.ts';
import { readServerMessage } from '../protocol/read-message.ts';
import type { ServerMessage, WelcomeMessage } from '../protocol/server-messages.ts';
import { PROTOCOLS } from '../protocol/vocabulary.ts';
import { keep, kept } from '../storage.ts';
import { Backoff } from './backoff.ts';
import { connectionStatus, showConnectionStatus } from './connection-status.ts';

/** What a connection is told, and asks for. */
export interface ConnectionOwner {
  /** @returns what the hello says beside who the browser is */
  introduction(): Promise<Pick<HelloMessage, 'capabilities' | 'accounts' | 'journal_id' | 'in_flight'>>;
  /** @param message for the plugin; `welcome` comes first */
  heard(message: ServerMessage): Promise<void>;
}

/** Silence after which a server is taken to be gone, in heartbeats. */
const SILENT_BEATS = 2.5;

/** One socket to StoFlow at a time: pairs, says hello, hears one message after the other, and comes back after a loss. */
export class ServerConnection {
  private socket: WebSocket | undefined;
  private welcome: WelcomeMessage | undefined;
  private heardAt = 0;
  private turn: Promise<void> = Promise.resolve();
  private readonly backoff = new Backoff();

  /** @param owner the plugin */
  constructor(private readonly owner: ConnectionOwner) {}

  /** Connects, unless it is connected, there is nothing to connect with, or the server has sent this browser away. */
  async open(): Promise<void> {
    const [server, credential, code] = [await kept('server'), await kept('credential'), await kept('code')];
    if (server === undefined || (credential ?? code) === undefined) return;
    if ((await connectionStatus()).state === 'refused') return;
    if (this.socket !== undefined) return;
    const socket = new WebSocket(new URL('/plugin', server.replace(/^http/, 'ws')));
    this.socket = socket;
    this.heardAt = Date.now();
    socket.addEventListener('open', () => this.inTurn(() => this.introduce(socket)));
    socket.addEventListener('message', ({ data }) => this.inTurn(() => this.receive(socket, data)));
    socket.addEventListener('close', () => this.inTurn(() => this.lost(socket)));
  }

  /** Lets go of a server that has been silent for too long without closing the socket; the browser's alarm asks for it. */
  dropSilent(): void {
    const beat = (this.welcome?.heartbeat_seconds ?? 20) * 1000;
    if (this.socket !== undefined && Date.now() - this.heardAt > beat * SILENT_BEATS) this.socket.close();
  }

  /** Begins anew, as after pairing. */
  async reopen(): Promise<void> {
    await showConnectionStatus({ state: 'connecting' });
    const { socket } = this;
    this.socket = undefined;
    this.welcome = undefined;
    socket?.close();
    this.backoff.reset();
    await this.open();
  }

  /**
   * @param message for the server
   * @returns whether it has gone out; before the welcome nothing does
   */
  say(message: ClientMessage): boolean {
    if (this.welcome === undefined || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** @returns the most bytes that a message may have */
  get mostBytes(): number {
    return this.welcome?.limits.max_bytes ?? 262_144;
  }

  /** Messages are dealt with one after the other, so that a command is in the journal before the next word about it. */
  private inTurn(work: () => Promise<void>): void {
    this.turn = this.turn.then(work).catch((error: unknown) => console.error('StoFlow:', error));
  }

  private async introduce(socket: WebSocket): Promise<void> {
    const credential = await kept('credential');
    const about = { plugin_version: chrome.runtime.getManifest().version, browser: browserName() };
    if (credential !== undefined) {
      const introduction = await this.owner.introduction();
      const hello = { type: 'hello', protocols: PROTOCOLS, credential, ...about, ...introduction } as const;
      send(socket, hello);
      return;
    }
    const code = await kept('code');
    if (code !== undefined) send(socket, { type: 'pair', code, ...about });
  }

  private async receive(socket: WebSocket, data: unknown): Promise<void> {
    if (this.socket !== socket) return;
    this.heardAt = Date.now();
    const message = readServerMessage(data);
    if (message === undefined) return;
    switch (message.type) {
      case 'paired':
        await keep('credential', message.credential);
        await keep('code', undefined);
        return this.introduce(socket);
      case 'refused':
        if (!message.retry) {
          await keep('code', undefined);
          const { reason, message: text } = message;
          await showConnectionStatus({ state: 'refused', reason, message: text });
        }
        return;
      case 'welcome':
        this.welcome = message;
        this.backoff.reset();
        await showConnectionStatus({ state: 'connected' });
        return this.owner.heard(message);
      case 'ping':
        this.say({ type: 'pong', server_time: message.server_time });
        return this.owner.heard(message);
      default:
        return this.owner.heard(message);
    }
  }

  private async lost(socket: WebSocket): Promise<void> {
    if (this.socket !== socket) return;
    this.socket = undefined;
    this.welcome = undefined;
    if ((await connectionStatus()).state === 'refused') return;
    await showConnectionStatus({ state: 'connecting' });
    // A worker that is ended before that is woken by the alarm, and connects then.
    setTimeout(() => this.inTurn(() => this.open()), await this.backoff.next());
  }
}

function send(socket: WebSocket, message: ClientMessage): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function browserName(): string {
  return /(?:Firefox|Edg|Chrome)\/\d+/.exec(navigator.userAgent)?.[0].replace('/', ' ') ?? 'unknown';
}

import { WebSocket } from 'ws';
import type { ClientMessage, ServerMessage } from '../../../src/plugin/protocol/messages.ts';
import { waitFor } from '../wait-for.ts';
import { BROWSER_COMMANDS } from './browser-marketplace.ts';

/** A command as it reached the browser. */
export type Command = Extract<ServerMessage, { readonly type: 'command' }>;
type Result = Extract<ClientMessage, { readonly type: 'result' }>;

/** What a browser does with a command; `undefined` leaves everything to the test. */
export type Behaviour = (command: Command, browser: TestBrowser) => void | Promise<void>;

/** What the marketplace of a browser has come to; shared by browsers of one seller. */
export class Shop {
  /** Jobs for which an item was created, once for every time. */
  readonly created: number[] = [];
  uploads = 0;
}

/**
 * A browser that says exactly what a test tells it to, over a real socket. Left alone it does what it is told and
 * journals it, as the protocol asks.
 */
export class TestBrowser {
  /** Everything heard, in order. */
  readonly heard: ServerMessage[] = [];
  /** Every message that was sent, in order; not what was sent as text. */
  readonly said: ClientMessage[] = [];
  /** Results by command id, never acknowledged or not. */
  readonly journal = new Map<string, Result | 'received' | 'started'>();
  /** Changes when the journal is lost. */
  journalId = crypto.randomUUID();
  behaviour: Behaviour = (command, browser) => {
    browser.obey(command);
  };
  state: 'ready' | 'logged_out' | 'challenge' | 'no_tab' = 'ready';
  /** Sees every message first; `true` keeps it from the browser. */
  intercept: (message: ServerMessage) => boolean = () => false;
  /** The device that it was paired as. */
  deviceId = 0;
  /** Whether it answers pings. */
  answersPings = true;
  private readonly forsaken: (WebSocket | undefined)[] = [];
  private socket: WebSocket | undefined;
  private ended: Promise<{ readonly code: number; readonly reason: string }> | undefined;

  constructor(
    readonly shop: Shop,
    public credential: string,
    readonly userId = 'seller-1',
  ) {}

  /** Opens a socket without saying anything. */
  async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/plugin`, { headers });
    socket.on('message', (data: Buffer) => {
      this.receive(JSON.parse(data.toString()) as ServerMessage);
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
      });
    });
    this.socket = socket;
  }

  /** Waits until the socket is closed, whoever closed it. */
  async closed(): Promise<{ readonly code: number; readonly reason: string }> {
    if (this.ended === undefined) throw new Error('no socket was opened');
    return this.ended;
  }

  /** Waits until the server has ended the connection, and says with which reason. */
  async refusal(): Promise<{ readonly reason: string; readonly retry: boolean; readonly message: string }> {
    const before = this.of('refused').length;
    await this.closed();
    const last = this.of('refused').at(-1);
    if (last === undefined) throw new Error(`closed without a refusal (${before})`);
    return last;
  }

  /** Leaves the socket half open: nothing is sent or heard on it any more, and the server is not told. */
  forsake(): void {
    this.socket?.removeAllListeners('message');
    this.socket?.pause();
    this.forsaken.push(this.socket);
    this.socket = undefined;
  }

  /** Stops reading: what the server sends stays where it is. */
  stopReading(): void {
    this.socket?.pause();
  }

  /** @returns bytes that were sent and that the server has not taken yet */
  get unsent(): number {
    return this.socket?.bufferedAmount ?? 0;
  }

  /** Connects and is welcomed. */
  async connect(url: string): Promise<void> {
    await this.open(url);
    const before = this.of('welcome').length;
    this.send(this.hello());
    await waitFor(() => this.of('welcome').length > before, { what: 'a welcome' });
  }

  /** @returns the hello of this browser */
  hello(more: Partial<Extract<ClientMessage, { type: 'hello' }>> = {}): ClientMessage {
    return {
      type: 'hello',
      protocols: [1],
      credential: this.credential,
      plugin_version: '1.0.0',
      browser: 'Test 1',
      capabilities: BROWSER_COMMANDS,
      accounts: this.accounts(),
      journal_id: this.journalId,
      in_flight: [...this.journal].map(([command_id, entry]) => ({
        command_id,
        state: typeof entry === 'string' ? entry : 'ended',
      })),
      ...more,
    };
  }

  /** @returns its accounts as they stand */
  accounts(): { marketplace: string; user_id: string; state: TestBrowser['state'] }[] {
    return [{ marketplace: 'shop', user_id: this.userId, state: this.state }];
  }

  /** Forgets all it was ever told, as after the extension was installed anew. */
  loseJournal(): void {
    this.journal.clear();
    this.journalId = crypto.randomUUID();
  }

  /** Says that its accounts have changed. */
  announce(state: TestBrowser['state']): void {
    this.state = state;
    this.send({ type: 'accounts', accounts: this.accounts() });
  }

  /** Sends a message, or any text. */
  send(message: ClientMessage | string | Buffer): void {
    const isText = typeof message === 'string' || Buffer.isBuffer(message);
    if (!isText) this.said.push(message);
    this.socket?.send(isText ? message : JSON.stringify(message));
  }

  /** Sends a message, and cuts the socket as soon as it is on its way. */
  async sendAndCut(message: ClientMessage): Promise<void> {
    const { socket } = this;
    if (socket === undefined) return;
    await new Promise<void>((resolve) => {
      socket.send(JSON.stringify(message), () => {
        resolve();
      });
    });
    socket.terminate();
  }

  /** Cuts the socket without a farewell. */
  cut(): void {
    this.socket?.terminate();
    for (const socket of this.forsaken) socket?.terminate();
  }

  /** @returns whether the socket is open */
  get connected(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** @returns messages of one type that were heard */
  of<Type extends ServerMessage['type']>(type: Type): Extract<ServerMessage, { type: Type }>[] {
    return this.heard.filter((message) => message.type === type) as Extract<ServerMessage, { type: Type }>[];
  }

  /** Waits for a message. */
  async next<Type extends ServerMessage['type']>(
    type: Type,
    count = 1,
  ): Promise<Extract<ServerMessage, { type: Type }>> {
    return waitFor(() => this.of(type)[count - 1], { what: `${count} × ${type}` });
  }

  /** Does what a command says, once for its id, and reports it. */
  obey(command: Command): void {
    this.accept(command);
    this.report(this.act(command));
  }

  /** Writes a command down and says so. */
  accept({ command_id, attempt }: Command): void {
    if (!this.journal.has(command_id)) this.journal.set(command_id, 'received');
    this.send({ type: 'accepted', command_id, attempt });
  }

  /** Does what a command says, unless the journal says that it was done. */
  act(command: Command): Result {
    const { command_id } = command;
    const known = this.journal.get(command_id);
    if (typeof known === 'object') return known;
    const job = Number(command.payload['job']);
    if (command.command === 'shop.photo.upload') this.shop.uploads += 1;
    if (command.command === 'shop.item.create') this.shop.created.push(job);
    const data = command.command === 'shop.items.list' ? { jobs: this.shop.created } : { item: job };
    const result = resultOf(command, { status: 'done', data });
    this.journal.set(command_id, result);
    return result;
  }

  /** Ends what was started and has nobody at work on it, as a worker does that finds such a journal. */
  endInterrupted(): void {
    for (const [command_id, entry] of this.journal) {
      if (entry !== 'started') continue;
      const error = { kind: 'network_after_send' } as const;
      this.journal.set(command_id, resultOf({ command_id, attempt: 1 }, { status: 'unknown', error }));
    }
  }

  /** Says how a command ended. */
  report(result: Result): void {
    this.send(result);
  }

  private receive(message: ServerMessage): void {
    this.heard.push(message);
    if (this.intercept(message)) return;
    if (message.type === 'ping' && this.answersPings) this.send({ type: 'pong' });
    if (message.type === 'command') void this.behaviour(message, this);
    if (message.type === 'resume') this.answerResume(message.command_id);
    if (message.type === 'welcome') {
      for (const { command_id, action } of message.in_flight) {
        const entry = this.journal.get(command_id);
        if (action === 'report' && typeof entry === 'object') this.report(entry);
      }
    }
  }

  private answerResume(command_id: string): void {
    const entry = this.journal.get(command_id);
    if (typeof entry === 'object') this.report(entry);
    else this.send({ type: 'journal', command_id, state: entry ?? 'none', journal_id: this.journalId });
  }
}

/** A result for a command. */
export function resultOf(
  { command_id, attempt }: Pick<Command, 'command_id' | 'attempt'>,
  rest: Pick<Result, 'status' | 'data' | 'error'>,
): Result {
  return { type: 'result', command_id, attempt, observed_at: new Date().toISOString(), ...rest };
}

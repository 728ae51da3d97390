import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { CLIENT_MESSAGES } from '../../src/plugin/protocol/messages.ts';
import type { ClientMessage } from '../../src/plugin/protocol/messages.ts';
import { parseMessage } from '../../src/plugin/protocol/parse-message.ts';
import { productPicture } from '../../src/sandbox/pictures/product-picture.ts';
import { waitFor } from './wait-for.ts';

const CREDENTIAL = 'sfd_7_12_abcdefghijklmnop';

/** The picture that the gateway serves. */
export const GATEWAY_PICTURE = '/api/plugin/pictures/token';

/** How a scripted gateway behaves where a test has not taken over. */
export interface GatewayHabits {
  /** Whether results are acknowledged. */
  acknowledges: boolean;
  /** What is said about every command in flight. */
  decision: 'report' | 'forget';
  /** Whether anything is said at all. */
  answers: boolean;
  /** Added to the server's clock, milliseconds. */
  clockAheadMs: number;
  /** Answers a hello, instead of a welcome. */
  refusal: { reason: string; retry: boolean } | undefined;
}

/** The server's side of the plugin protocol, on a real socket, told by a test what to say. */
export class ScriptedGateway {
  readonly habits: GatewayHabits = {
    acknowledges: true,
    decision: 'report',
    answers: true,
    clockAheadMs: 0,
    refusal: undefined,
  };
  /** Every message that was understood, in order, over all connections. */
  readonly heard: ClientMessage[] = [];
  /** What was not understood. */
  readonly nonsense: string[] = [];
  readonly sockets: WebSocket[] = [];
  private readonly http: Server;
  private readonly server: WebSocketServer;
  private sessions = 0;

  private constructor() {
    this.http = createServer((request, response) => {
      if (request.url !== GATEWAY_PICTURE) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'image/png' }).end(productPicture('ROB1', 1));
    });
    this.server = new WebSocketServer({ server: this.http, path: '/plugin' });
    this.server.on('connection', (socket) => this.connected(socket));
  }

  static async start(port = 0): Promise<ScriptedGateway> {
    const gateway = new ScriptedGateway();
    await new Promise<void>((resolve) => gateway.http.listen(port, '127.0.0.1', resolve));
    return gateway;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    this.http.closeAllConnections();
    await closed;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get credential(): string {
    return CREDENTIAL;
  }

  /** Messages of one type, oldest first. */
  of<Type extends ClientMessage['type']>(type: Type): readonly Extract<ClientMessage, { type: Type }>[] {
    return this.heard.filter(
      (message): message is Extract<ClientMessage, { type: Type }> => message.type === type,
    );
  }

  /** Results of one command. */
  resultsOf(commandId: string): readonly Extract<ClientMessage, { type: 'result' }>[] {
    return this.of('result').filter((result) => result.command_id === commandId);
  }

  /** The first result of a command, once it is there. */
  result(commandId: string): Promise<Extract<ClientMessage, { type: 'result' }>> {
    return waitFor(() => this.resultsOf(commandId)[0], { what: `a result of ${commandId}` });
  }

  /** Says something on the newest connection. */
  say(message: Record<string, unknown>): void {
    this.sockets.at(-1)?.send(JSON.stringify(message));
  }

  /** The server's clock. */
  time(aheadMs = 0): string {
    return new Date(Date.now() + this.habits.clockAheadMs + aheadMs).toISOString();
  }

  private connected(socket: WebSocket): void {
    this.sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      const message = parseMessage(CLIENT_MESSAGES, text);
      if (message.type === 'not_understood') this.nonsense.push(message.code);
      else this.answer(socket, message);
    });
  }

  private answer(socket: WebSocket, message: ClientMessage): void {
    this.heard.push(message);
    if (!this.habits.answers) return;
    const say = (answer: Record<string, unknown>): void => socket.send(JSON.stringify(answer));
    if (message.type === 'pair') say({ type: 'paired', device_id: 12, credential: CREDENTIAL });
    if (message.type === 'hello') {
      const { refusal } = this.habits;
      if (refusal === undefined) say(this.welcome(message));
      else {
        say({ type: 'refused', message: 'No.', ...refusal });
        socket.close();
      }
    }
    if (message.type === 'result' && this.habits.acknowledges)
      say({ type: 'acknowledged', command_id: message.command_id, known: true });
  }

  private welcome(hello: Extract<ClientMessage, { type: 'hello' }>): Record<string, unknown> {
    this.sessions += 1;
    return {
      type: 'welcome',
      protocol: 1,
      session: this.sessions,
      server_time: this.time(),
      heartbeat_seconds: 20,
      limits: { max_bytes: 262144, max_in_flight: 1 },
      accounts: hello.accounts.map(({ marketplace, user_id }) => ({ marketplace, user_id, account_id: 3 })),
      in_flight: hello.in_flight.map(({ command_id }) => ({ command_id, action: this.habits.decision })),
    };
  }
}

import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../../src/plugin/protocol/messages.ts';
import { waitFor } from '../wait-for.ts';
import type { Shot } from './message-fuzz.ts';

/** A socket that sends anything and remembers little, so that it is not itself what fills the memory. */
export class Attacker {
  /** The code that the server closed with; 1006 where the connection just ended. */
  closedWith: number | undefined;
  /** The last message of each type. */
  readonly last = new Map<string, ServerMessage>();
  private errors = 0;

  private constructor(
    private readonly socket: WebSocket,
    private readonly wire: Socket,
  ) {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      this.last.set(message.type, message);
      if (message.type === 'error') this.errors += 1;
    });
    socket.on('close', (code) => {
      this.closedWith = code;
    });
    socket.on('error', () => undefined);
  }

  /**
   * @param url the program's address
   * @returns an open socket
   */
  static async open(url: string): Promise<Attacker> {
    const wire = connect(Number(new URL(url).port), '127.0.0.1');
    const socket = new WebSocket(`${url.replace('http', 'ws')}/plugin`, { createConnection: () => wire });
    const attacker = new Attacker(socket, wire);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return attacker;
  }

  /** @returns whether the server has not closed it */
  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Sends a genuine message. */
  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Waits for a message of one of the types. */
  async heard<Type extends ServerMessage['type']>(
    ...types: readonly Type[]
  ): Promise<Extract<ServerMessage, { type: Type }>> {
    const found = (): ServerMessage | undefined =>
      types.map((type) => this.last.get(type)).find((message) => message !== undefined);
    const message = await waitFor(found, { what: types.join(' or ') });
    return message as Extract<ServerMessage, { type: Type }>;
  }

  /** Sends whatever it is. */
  fire(shot: Shot): void {
    if (!this.isOpen) return;
    switch (shot.kind) {
      case 'text':
        this.socket.send(shot.text);
        break;
      case 'binary':
        this.socket.send(shot.bytes, { binary: true });
        break;
      case 'bytes':
        this.socket.send(shot.bytes, { binary: false });
        break;
      case 'fragments':
        for (const [at, part] of shot.parts.entries()) {
          this.socket.send(part, { fin: shot.ends && at === shot.parts.length - 1 });
        }
        break;
      case 'raw':
        this.wire.write(shot.bytes);
    }
  }

  /** Waits until the server has dealt with everything so far: it says so, or has closed the connection. */
  async settled(): Promise<void> {
    const before = this.errors;
    if (this.isOpen) this.socket.send('{"type":"are you there"}');
    await waitFor(() => this.errors > before || this.closedWith !== undefined, {
      what: 'an answer or the end of the connection',
    });
  }

  /** Cuts the connection. */
  cut(): void {
    this.socket.terminate();
  }
}

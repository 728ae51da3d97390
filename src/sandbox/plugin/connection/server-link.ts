import { WebSocket } from 'ws';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../plugin/protocol/messages.ts';
import type { ClientMessage, ServerMessage } from '../../../plugin/protocol/messages.ts';
import { parseMessage } from '../../../plugin/protocol/parse-message.ts';
import { MAX_MESSAGE_BYTES, PLUGIN_PATH } from '../../../plugin/protocol/vocabulary.ts';
import type { PluginCounters } from '../counters.ts';
import type { Life } from '../life.ts';
import type { MessagePipe } from './message-pipe.ts';

/** A message as it is put together before it is sent: the instance's fields, with the type. */
export type Outgoing = { readonly type: keyof typeof CLIENT_MESSAGES } & Readonly<Record<string, unknown>>;

/** What a link tells. */
export interface LinkReader {
  /** The socket is open; nothing was said yet. */
  opened(): void;
  /** @param message from the server, checked */
  received(message: ServerMessage): void;
  /** @param problem with a message that was not understood */
  notUnderstood(problem: string): void;
  /** The socket is gone. */
  closed(): void;
}

/** One socket to the server. */
export class ServerLink {
  private readonly socket: WebSocket;
  private gone = false;

  /**
   * Connects.
   *
   * @param url of the server, without the path of the socket
   * @param life of the worker
   * @param pipe through which messages pass in both directions
   * @param counters counts the loss
   * @param reader is told what happens
   */
  constructor(
    url: string,
    life: Life,
    private readonly pipe: MessagePipe,
    counters: PluginCounters,
    reader: LinkReader,
  ) {
    const socket = new WebSocket(new URL(PLUGIN_PATH, url), { maxPayload: MAX_MESSAGE_BYTES });
    this.socket = socket;
    const over = (): void => {
      if (this.gone) return;
      this.gone = true;
      counters.socketDrops += 1;
      if (!life.signal.aborted) reader.closed();
    };
    socket.on('open', () => reader.opened());
    socket.on('message', (data: Buffer) => {
      this.pipe.receive(data.toString('utf8'), {
        isOpen: () => !this.gone,
        deliver: (text) => this.understand(text, reader),
      });
    });
    // Whatever the error is, the end of the connection follows.
    socket.on('error', () => undefined);
    socket.on('close', over);
    life.signal.addEventListener('abort', () => this.cut(), { once: true });
  }

  /** @returns whether messages can be sent */
  get isOpen(): boolean {
    return !this.gone && this.socket.readyState === WebSocket.OPEN;
  }

  /**
   * @param message to be sent; it is lost when the socket is
   * @throws {Error} for a message that is not valid, which is a defect of the plugin
   */
  send(message: Outgoing): void {
    const checked = parseMessage(CLIENT_MESSAGES, JSON.stringify(message)) as
      ClientMessage | { type: 'not_understood' };
    if (checked.type === 'not_understood')
      throw new Error(`the plugin says nonsense: ${JSON.stringify(checked)}`);
    this.pipe.send(JSON.stringify(message), {
      isOpen: () => this.isOpen,
      deliver: (text) => this.write(text),
    });
  }

  /** @param text written as it is, past every check */
  write(text: string): void {
    if (this.isOpen) this.socket.send(text, () => undefined);
  }

  /** Cuts the connection without a word. */
  cut(): void {
    this.socket.terminate();
  }

  private understand(text: string, reader: LinkReader): void {
    const message = parseMessage(SERVER_MESSAGES, text);
    if (message.type === 'not_understood') reader.notUnderstood(JSON.stringify(message));
    else reader.received(message);
  }
}

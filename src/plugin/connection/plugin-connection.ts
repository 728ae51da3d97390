import type { RawData, WebSocket } from 'ws';
import type { ClientMessage, ServerMessage } from '../protocol/messages.ts';
import { CLIENT_MESSAGES, encode } from '../protocol/messages.ts';
import { parseMessage } from '../protocol/parse-message.ts';
import type { NotUnderstood } from '../protocol/parse-message.ts';
import type { RefusalReason } from '../protocol/vocabulary.ts';
import type { PluginLink } from '../sessions/plugin-session.ts';
import { TokenBucket } from './token-bucket.ts';

/** Refusals after which a browser may connect again as before. */
const WORTH_RETRYING: ReadonlySet<RefusalReason> = new Set([
  'unavailable',
  'unresponsive',
  'too_many_messages',
  'too_many_connections',
  'too_many_attempts',
  'tenant_suspended',
]);
/** Application's close code for every refusal; the message before it says why (RFC 6455, 7.4.2: 4000–4999). */
const REFUSED = 4000;
/** Bytes that may wait to be sent: a browser that reads nothing must not fill the memory. Four of the largest messages. */
const MAX_BUFFERED = 1024 * 1024;
/** Messages a second that a browser may send for long; one command is three. */
const MESSAGES_PER_SECOND = 50;
/** Messages it may send at once: a journal of results after a night offline. */
const MESSAGES_AT_ONCE = 1000;
/** Messages, and bytes of them, that may wait to be dealt with; the socket is not read before they are fewer. */
const MAX_WAITING = { messages: 16, bytes: 64 * 1024 };

/** Bytes are sent as a text, which they are. */
const TEXT = { binary: false };
const NO_FRAME: NotUnderstood = {
  type: 'not_understood',
  code: 'message.malformed',
  message: 'What came is no message of a WebSocket.',
  fields: [],
};

/** What a connection does with what it hears; one message after the other, in the order they came. */
export interface Hearer {
  /**
   * @param message a message that was understood
   * @returns when it has been dealt with
   */
  hear(message: ClientMessage): Promise<void>;
  /**
   * @param problem a message that was not
   */
  misunderstood(problem: NotUnderstood): void;
  /**
   * The connection has ended.
   * @returns when everybody knows
   */
  ended(): Promise<void>;
  /**
   * @param error what went wrong with a message that was understood
   */
  failed(error: unknown): void;
}

/** One socket to a browser. */
export class PluginConnection implements PluginLink {
  private readonly allowance = new TokenBucket(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND);
  private waiting = 0;
  private waitingBytes = 0;
  private work: Promise<void> = Promise.resolve();
  private last = performance.now();
  /** Once it is refused nothing that was sent before it knew counts any more. */
  private refused = false;

  /**
   * @param socket the open socket
   * @param hearer what to do with messages
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly hearer: Hearer,
  ) {
    socket.on('message', (data, isBinary) => {
      this.receive(data, isBinary);
    });
    // What is no frame; the socket closes itself with the code that says so.
    socket.on('error', () => {
      hearer.misunderstood(NO_FRAME);
    });
    socket.on('close', () => {
      this.inOrder(() => hearer.ended());
    });
  }

  /** @returns whether anything can still be sent */
  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** @returns milliseconds since anything was heard */
  get silentForMs(): number {
    return performance.now() - this.last;
  }

  /**
   * @param message what to send
   * @returns false where the socket is closed, or the browser reads nothing
   */
  send(message: ServerMessage): boolean {
    return this.sendEncoded(encode(message));
  }

  /**
   * @param message what to send, as `encode` made it
   * @returns as {@link PluginConnection.send}
   */
  sendEncoded(message: Buffer): boolean {
    const { socket } = this;
    if (this.refused || !this.isOpen) return false;
    if (socket.bufferedAmount > MAX_BUFFERED) {
      this.refuse('unresponsive', 'This browser does not read what it is sent.');
      return false;
    }
    socket.send(message, TEXT);
    return true;
  }

  /**
   * Ends the connection, telling why.
   * @param reason why
   * @param message a sentence for the seller
   */
  refuse(reason: RefusalReason, message: string): void {
    if (this.refused) return;
    this.refused = true;
    if (this.isOpen) {
      const retry = WORTH_RETRYING.has(reason);
      this.socket.send(encode({ type: 'refused', reason, message, retry }), TEXT);
    }
    this.socket.close(REFUSED, reason);
    // Its answer to that would not be heard otherwise.
    this.socket.resume();
    // A browser that does not close its side would keep the socket for half a minute.
    setTimeout(() => {
      this.socket.terminate();
    }, 1000).unref();
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.refused) return;
    this.last = performance.now();
    if (!this.allowance.take(this.last)) {
      this.refuse('too_many_messages', 'Too many messages in a short time.');
      return;
    }
    const bytes = bytesOf(data);
    this.wait(1, bytes);
    this.inOrder(async () => {
      try {
        if (!this.refused) await this.take(isBinary ? '' : textOf(data));
      } finally {
        this.wait(-1, -bytes);
      }
    });
  }

  /** Back-pressure: whoever sends faster than is dealt with fills his own buffers and not the memory here. */
  private wait(messages: number, bytes: number): void {
    this.waiting += messages;
    this.waitingBytes += bytes;
    const isFull = this.waiting > MAX_WAITING.messages || this.waitingBytes > MAX_WAITING.bytes;
    if (isFull && !this.refused) this.socket.pause();
    else if (this.socket.isPaused) this.socket.resume();
  }

  private async take(text: string): Promise<void> {
    const message = parseMessage(CLIENT_MESSAGES, text);
    if (message.type !== 'not_understood') return this.hearer.hear(message);
    this.hearer.misunderstood(message);
    const { code, message: sentence, fields } = message;
    this.send({ type: 'error', code, message: sentence, fields: [...fields] });
  }

  /** What a message leads to is over before the next one is looked at: a result after a hello, never before it. */
  private inOrder(work: () => Promise<void>): void {
    this.work = this.work.then(work).catch((error: unknown) => {
      this.hearer.failed(error);
    });
  }
}

function bytesOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, { byteLength }) => sum + byteLength, 0) : data.byteLength;
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

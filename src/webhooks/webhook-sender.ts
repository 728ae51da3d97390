import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { pinnedRequest } from '../products/pictures/pinned-request.ts';
import { signedHeaders } from './signature.ts';
import { WebhookAddressError, WebhookAddresses } from './webhook-addresses.ts';

/** Finding the host, connecting and answering together. */
const TIME_LIMIT_MS = 10_000;

/** What came of an attempt. */
export interface Attempt {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** Why it failed; null where it was taken. Nothing of what was answered: that may be anything. */
  readonly error: string | null;
}

/** A message for one endpoint. */
export interface Message {
  readonly id: string;
  readonly url: string;
  /** What it is signed with, the newest first. */
  readonly keys: readonly Buffer[];
  readonly body: string;
}

/** Sends messages to addresses of sellers. It follows no redirect and reads no answer beyond its status. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly addresses: WebhookAddresses,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends a message once.
   * @param message what to whom
   * @param stopped breaks it off
   * @returns what came of it; 2xx is taken, everything else is not
   */
  async send(message: Message, stopped: AbortSignal): Promise<Attempt> {
    const limited = AbortSignal.any([stopped, AbortSignal.timeout(TIME_LIMIT_MS)]);
    try {
      const url = this.addresses.parse(message.url);
      const addresses = await this.addresses.resolve(url);
      const answer = await pinnedRequest(url, addresses, limited, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(message.body)),
          ...signedHeaders(message.keys, message.id, this.clock.now(), message.body),
        },
        body: message.body,
      });
      answer.destroy();
      const status = answer.statusCode ?? 0;
      return { status, error: status >= 200 && status < 300 ? null : `answered with ${status}` };
    } catch (error: unknown) {
      return { status: null, error: limited.aborted ? 'no answer in time' : describe(error) };
    }
  }
}

function describe(error: unknown): string {
  if (error instanceof WebhookAddressError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return `not reached (${code})`;
}

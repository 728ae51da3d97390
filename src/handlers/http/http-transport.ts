import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { MARKETPLACE_CALLED } from './http-signals.ts';
import { withoutSentSecrets } from './sent-secrets.ts';
import { TransportError, transportErrorOf } from './transport-error.ts';

/** One request to a marketplace. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it goes over the wire, a form, or a multipart form. */
  readonly body?: string | URLSearchParams | FormData;
  /** Ends the call; its deadline. */
  readonly signal: AbortSignal;
}

/** A complete answer, whatever its status. It does not repeat the secrets of the request. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Longest answer that is read, in characters; an answer beyond it is no answer of an API. */
const MAX_ANSWER = 4_000_000;

/** Sends requests over global fetch. It retries nothing and follows no redirect: both are decisions of a step. */
@Injectable()
export class HttpTransport {
  /**
   * Sends one request and reads the whole answer.
   * @param request what to send
   * @returns the answer, whatever its status
   * @throws {TransportError} when no complete answer came, telling whether the request can have arrived
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    await dueTimersHaveRun();
    if (request.signal.aborted) throw new TransportError('never', 'aborted');
    const startedAtMs = performance.now();
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: { accept: 'application/json', ...request.headers },
        redirect: 'manual',
        signal: request.signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const { status, headers } = response;
      const text = await textOf(response);
      sayCalled(request, status, startedAtMs);
      return { status, headers, text: withoutSentSecrets(text, status, request) };
    } catch (error) {
      sayCalled(request, 'none', startedAtMs);
      throw error instanceof TransportError ? error : transportErrorOf(error);
    }
  }
}

/**
 * A program that was suspended goes on with the answer that has arrived meanwhile before its timers run, its deadline among
 * them: the next call of the same step would leave long after somebody else has taken the job over. Timers run in the
 * order in which they became due, so behind this one every deadline that is over has aborted its signal.
 */
function dueTimersHaveRun(): Promise<void> {
  return delay(0);
}

function sayCalled({ url, method }: HttpRequest, status: number | 'none', startedAtMs: number): void {
  if (!MARKETPLACE_CALLED.isHeard) return;
  const seconds = (performance.now() - startedAtMs) / 1000;
  MARKETPLACE_CALLED.say({ host: new URL(url).host, method, status, seconds });
}

async function textOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const parts: string[] = [];
  let length = 0;
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    parts.push(part);
    length += part.length;
    if (length > MAX_ANSWER) throw new TransportError('maybe', 'answer_too_long');
  }
  return parts.join('');
}

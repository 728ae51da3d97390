import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Echo, Interference, ProxyCall, ProxyRule } from './recording-proxy/proxy-rule.ts';
import type { CallEnding, RecordedCall } from './recording-proxy/recorded-call.ts';

/**
 * An HTTP proxy on 127.0.0.1 in front of one stand-in: it records every call in order and can be told to spoil some.
 * Answers are passed on unchanged, so addresses inside them still name the stand-in.
 *
 * @example
 * const proxy = new RecordingProxy(ebay.url);
 * await proxy.start();
 * proxy.rule({ when: 3, then: { do: 'lose_answer' } });
 */
export class RecordingProxy {
  /** Finished calls, by number. */
  private readonly recorded = new Map<number, RecordedCall>();
  private readonly target: URL;
  private rules: { readonly rule: ProxyRule; hits: number }[] = [];
  private server: Server | undefined;
  private arrived = 0;

  /** @param target base URL of the stand-in */
  constructor(target: string) {
    this.target = new URL(target);
  }

  /**
   * Begins to listen on a free port.
   *
   * @returns the base URL to give to clients
   */
  async start(): Promise<string> {
    const server = createServer((request, response) => void this.pass(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  /** Stops and cuts every open connection. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /** @returns the base URL, without a trailing slash */
  get url(): string {
    if (this.server === undefined) throw new Error('the proxy has not been started');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @returns finished calls in the order in which they arrived */
  get calls(): readonly RecordedCall[] {
    return [...this.recorded.values()].sort((a, b) => a.number - b.number);
  }

  /** @param rule added behind the others; the first that fits wins */
  rule(rule: ProxyRule): void {
    this.rules.push({ rule, hits: 0 });
  }

  /** Forgets recorded calls and rules; counting starts at 1 again. */
  reset(): void {
    this.recorded.clear();
    this.rules = [];
    this.arrived = 0;
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.arrived += 1;
    const call = { number: this.arrived, method: request.method ?? 'GET', path: request.url ?? '/' };
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const spoil = this.interferenceFor(call);
    const record = (answer: RecordedCall['answer'], ending: CallEnding): void => {
      this.recorded.set(call.number, { ...call, headers: request.headers, body, answer, ending });
    };
    if (spoil?.do === 'fail_before') {
      record(undefined, 'never_sent');
      request.socket.destroy();
      return;
    }
    if (spoil?.do === 'echo') {
      record(undefined, 'never_sent');
      const headers = { 'content-type': 'application/json' };
      response.writeHead(spoil.status, headers).end(echoOf(request, body));
      return;
    }
    if (spoil?.do === 'delay') {
      await wait(spoil.ms);
      await spoil.meanwhile?.();
      if (spoil.instead !== undefined) {
        record(undefined, 'never_sent');
        response.writeHead(spoil.instead.status, spoil.instead.headers).end(spoil.instead.body);
        return;
      }
    }
    const answer = await this.ask(call, request, response, body);
    if (answer === undefined) {
      record(undefined, response.socket?.destroyed === false ? 'cut_by_server' : 'given_up');
      request.socket.destroy();
    } else if (spoil?.do === 'lose_answer') {
      record(answer, 'lost');
      request.socket.destroy();
    } else if (spoil?.do === 'error_after') {
      record(answer, 'replaced');
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"errors":[]}');
    } else {
      record(answer, 'answered');
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  }

  private ask(
    call: ProxyCall,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<RecordedCall['answer']> {
    return new Promise((resolve) => {
      const options = { method: call.method, headers: request.headers, agent: false as const };
      const upstream = forward(new URL(call.path, this.target), options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', () => resolve(undefined));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      });
      upstream.on('error', () => resolve(undefined));
      response.once('close', () => upstream.destroy());
      upstream.end(body);
    });
  }

  private interferenceFor(call: ProxyCall): Interference | Echo | undefined {
    const found = this.rules.find(({ rule, hits }) => {
      if (hits >= (rule.times ?? Infinity)) return false;
      return typeof rule.when === 'number' ? rule.when === call.number : rule.when(call);
    });
    if (found === undefined) return undefined;
    found.hits += 1;
    return found.rule.then;
  }
}

/** In the shapes of eBay's errors, Etsy's, and those of token endpoints. */
function echoOf(request: IncomingMessage, body: Buffer): string {
  const said = `you sent ${JSON.stringify(request.headers)} ${body.toString('latin1').slice(0, 500)}`;
  return JSON.stringify({
    error: request.url?.includes('token') === true ? 'invalid_grant' : said,
    error_description: said,
    errors: [
      { errorId: 2004, message: said, longMessage: said, parameters: [{ name: 'said', value: said }] },
    ],
  });
}

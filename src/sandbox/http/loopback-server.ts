import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Exchange, Responder } from './exchange.ts';

/** A small HTTP server on 127.0.0.1 that can also drop a connection or leave it hanging. */
export class LoopbackServer {
  private readonly respond: Responder;
  private server: Server | undefined;
  private address = '';

  /** @param respond turns each request into a delivery */
  constructor(respond: Responder) {
    this.respond = respond;
  }

  /**
   * Begins to listen.
   *
   * @param port TCP port; 0 lets the system choose a free one
   * @returns the base URL, without a trailing slash
   */
  async start(port = 0): Promise<string> {
    const server = createServer((request, response) => void this.serve(request, response));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this.address;
  }

  /** Stops listening and cuts every open connection, hanging ones included. */
  async stop(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /**
   * @returns the base URL, without a trailing slash
   * @throws Error before {@link start} has resolved
   */
  get url(): string {
    if (this.address === '') throw new Error('the server has not been started');
    return this.address;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const delivery = await this.respond(await readExchange(request));
      if (delivery.kind === 'drop') request.socket.destroy();
      else if (delivery.kind === 'answer') write(response, delivery.answer);
    } catch (error: unknown) {
      // A defect of the stand-in itself must be seen as such, not be taken for a marketplace's 500.
      write(response, { status: 599, json: { stand_in_defect: String(error) } });
    }
  }
}

async function readExchange(request: IncomingMessage): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://loopback');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

function write(response: ServerResponse, answer: Answer): void {
  const body = answer.json === undefined ? answer.bytes : Buffer.from(JSON.stringify(answer.json));
  response.statusCode = answer.status;
  if (answer.json !== undefined) response.setHeader('content-type', 'application/json');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (body !== undefined) response.setHeader('content-length', body.byteLength);
  else if (answer.status !== 204) response.setHeader('content-length', 0);
  response.end(body);
}

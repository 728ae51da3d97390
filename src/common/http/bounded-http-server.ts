import { STATUS_CODES, createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { NestApplicationOptions } from '@nestjs/common';
import { PROBLEM_MEDIA_TYPE } from './problem-details.ts';

/** How long a client may take, and how many may be there. Times are in milliseconds. */
export interface HttpBounds {
  /** From the first byte of a request to its last; an import of products may be 20 MB on a seller's line. */
  readonly requestMs: number;
  /** Connections at once, browsers' sockets included. */
  readonly connections: number;
}

/** A request's head comes in one packet, or somebody keeps the connection busy on purpose. */
const HEAD_MS = 15_000;
/** Node looks for clients that are too slow this often, so a bound is kept to within a fifth of it. */
const LOOKS_PER_BOUND = 5;

/** What Node's parser and its clock say of a request that never reached a route. */
const BROKEN: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request.timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'request.head_too_large', 'The head of the request is too large.'],
};
const MALFORMED = [400, 'request.malformed_http', 'This is not an HTTP request.'] as const;

/** Serves HTTP with bounds, so that slow clients and strangers cannot keep connections from everybody else. */
export class BoundedExpressAdapter extends ExpressAdapter {
  /** @param bounds how long and how many */
  constructor(private readonly bounds: HttpBounds) {
    super();
  }

  /**
   * Makes the server; Nest calls it.
   * @param _options what Nest was created with
   */
  override initHttpServer(_options: NestApplicationOptions): void {
    const { requestMs, connections } = this.bounds;
    const server = createServer(
      {
        headersTimeout: Math.min(HEAD_MS, requestMs),
        requestTimeout: requestMs,
        connectionsCheckingInterval: Math.ceil(Math.min(HEAD_MS, requestMs) / LOOKS_PER_BOUND),
      },
      this.getInstance<Parameters<typeof createServer>[1]>(),
    );
    server.maxConnections = connections;
    answerBrokenRequests(server);
    this.httpServer = server;
  }
}

/** Without a listener Node answers with a bare status line, which no client of ours expects. */
function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: Error & { readonly code?: string }, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, code, detail] = BROKEN[error.code ?? ''] ?? MALFORMED;
    const title = STATUS_CODES[status] ?? '';
    const body = JSON.stringify({ type: `urn:stoflow:problem:${code}`, title, status, detail, code });
    socket.end(
      `HTTP/1.1 ${status} ${title}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\nConnection: close\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}

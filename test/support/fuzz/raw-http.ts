import { connect } from 'node:net';

/** What came back over a connection; null where it was closed without an answer. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A request as bytes: no client library would send most of these. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** False where the body ends before it should: the connection is half closed then. */
  readonly complete: boolean;
}

/**
 * Sends a request on a connection of its own.
 * @param url of the server
 * @param request what to send, byte by byte
 * @param timeoutMs until when it must have been answered
 * @returns the answer; null when the connection was closed without one
 * @throws {Error} when nothing came in time
 */
export function sendRaw(url: string, request: RawRequest, timeoutMs = 10_000): Promise<RawAnswer | null> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.setTimeout(timeoutMs, () => {
      socket.destroy();
      reject(new Error('no answer'));
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(parse(Buffer.concat(chunks).toString('utf8'))));
    socket.write(bytesOf(request));
    if (!request.complete) socket.end();
  });
}

/**
 * @param url of the server
 * @param request what was sent
 * @returns the shell command that sends it again
 */
export function asShell(url: string, request: RawRequest): string {
  const { hostname, port } = new URL(url);
  return `echo ${bytesOf(request).toString('base64')} | base64 -d | nc -q 1 ${hostname} ${port}`;
}

function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), body]);
}

function parse(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (status === undefined || end === -1) return null;
  return { status: Number(status), head: text.slice(0, end), body: text.slice(end + 4) };
}

import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { jpegHeader, pngHeader } from '../../../support/image-headers.ts';

/** A server of pictures, and of what is none. */
export interface PictureServer {
  readonly port: number;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A PNG of one pixel, as far as its header goes. */
export const PNG = pngHeader(1, 1);
/** A few bytes that become 15 MB and more when they are unpacked. */
const PACKED = gzipSync(Buffer.concat([PNG, Buffer.alloc(16 * 1024 * 1024)]));

const answers: Readonly<Record<string, RequestListener>> = {
  '/picture.png': (_request, response) => void response.end(PNG),
  '/page.html': (_request, response) =>
    void response.setHeader('content-type', 'image/png').end('<html></html>'),
  '/gone.png': (_request, response) => void response.writeHead(410).end(),
  '/forbidden.png': (_request, response) => void response.writeHead(403).end(),
  '/busy.png': (_request, response) => void response.writeHead(429).end(),
  '/broken.png': (_request, response) => void response.writeHead(503).end(),
  '/reset.png': (request) => void request.socket.destroy(),
  '/announced.png': (_request, response) => {
    response.writeHead(200, { 'content-length': 16 * 1024 * 1024 });
    response.write(PNG);
  },
  '/endless.png': (_request, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 1)));
    };
    response.on('drain', more);
    more();
  },
  '/silent.png': () => undefined,
  '/packed.png': (_request, response) => void response.setHeader('content-encoding', 'gzip').end(PACKED),
  '/said-to-be-packed.png': (_request, response) =>
    void response.setHeader('content-encoding', 'br').end(PNG),
  '/bomb.png': (_request, response) => void response.end(pngHeader(30_000, 30_000)),
  '/bomb.jpg': (_request, response) => void response.end(jpegHeader(30_000, 30_000)),
  '/nearly-a-picture.png': (_request, response) =>
    void response.setHeader('content-type', 'image/png').end(PNG.subarray(0, 8)),
  '/text.png': (_request, response) => void response.setHeader('content-type', 'text/html').end(PNG),
  // Says more than it sends, and less; the latter is cut where it said it ends.
  '/shorter.png': (_request, response) => {
    response.writeHead(200, { 'content-length': PNG.length + 100 });
    response.end(PNG, () => response.socket?.destroy());
  },
  '/longer.png': (request) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-length: ${PNG.length}\r\n\r\n`;
    request.socket.end(Buffer.concat([Buffer.from(head), PNG, Buffer.alloc(1024, 7)]));
  },
  '/dripping.png': (_request, response) => {
    response.write(PNG);
    const drip = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(drip));
  },
  '/dripping-headers.png': (request) => {
    request.socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => request.socket.write('x-slow: yes\r\n'), 20);
    request.socket.once('close', () => clearInterval(drip)).on('error', () => undefined);
  },
};

/**
 * @returns a server on a free port of 127.0.0.1; `/to?<url>` redirects
 */
export async function startPictureServer(): Promise<PictureServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    requests.push(url);
    const [path = '', target = ''] = url.split('?', 2);
    if (path === '/to') response.writeHead(302, { location: decodeURIComponent(target) }).end();
    else (answers[path] ?? ((_request, missing) => void missing.writeHead(404).end()))(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

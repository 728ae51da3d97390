import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of pictures, and of what is none. */
export interface PictureServer {
  readonly port: number;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A PNG of one pixel, as far as its signature goes. */
export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 1)]);

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

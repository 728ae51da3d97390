import { ForkedServer } from '../world/forked-server.ts';
import { Browsers } from './browsers.ts';
import type { ClientOrder } from './plugin-clients.ts';

/**
 * Has a plain `ws` server hold the same sockets.
 * @param browsers who connects
 * @param warmUp how many of them come first and are not counted
 * @param withinMs how long may be spent on connecting
 * @returns kB of memory per socket, and how many there were
 */
export async function plainSockets(
  browsers: ClientOrder['browsers'],
  warmUp: number,
  withinMs: number,
): Promise<{ readonly kilobytes: number; readonly sockets: number }> {
  const server = await ForkedServer.start(new URL('plain-sockets.js', import.meta.url), {});
  const clients = new Browsers();
  try {
    await clients.connect({ url: server.url, browsers: browsers.slice(0, warmUp), withinMs });
    const before = (await server.usage()).rss;
    const sockets = await clients.connect({ url: server.url, browsers: browsers.slice(warmUp), withinMs });
    const after = (await server.usage()).rss;
    return { kilobytes: (after - before) / 1024 / sockets, sockets };
  } finally {
    await clients.close();
    await server.stop();
  }
}

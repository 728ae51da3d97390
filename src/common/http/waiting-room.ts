import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROBLEM_MEDIA_TYPE } from './problem-details.ts';

const LIVE = JSON.stringify({ status: 'ok' });
const NOT_READY = JSON.stringify({
  type: 'urn:stoflow:problem:health.migrating',
  title: 'Service Unavailable',
  status: 503,
  detail: 'This instance is bringing the database to its version.',
  code: 'health.migrating',
});

/**
 * Answers at the program's address while the database is migrated: it lives, and may get no requests. An orchestrator
 * that hears nothing for long would kill the program in the middle of it.
 */
export class WaitingRoom {
  private constructor(
    private readonly server: Server,
    /** The port it has, also where 0 asked for any. */
    readonly port: number,
  ) {}

  /**
   * @param port where to listen; 0 for any free one
   * @param host the address
   * @returns the room, which answers
   */
  static async open(port: number, host: string): Promise<WaitingRoom> {
    const server = createServer((request, response) => {
      const live = request.url === '/health/live';
      response.writeHead(live ? 200 : 503, {
        'content-type': live ? 'application/json' : PROBLEM_MEDIA_TYPE,
        connection: 'close',
        ...(!live && { 'retry-after': '5' }),
      });
      response.end(live ? LIVE : NOT_READY);
    });
    server.listen(port, host);
    await once(server, 'listening');
    return new WaitingRoom(server, (server.address() as AddressInfo).port);
  }

  /** Makes room for the application at the same address. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

import { WsAdapter } from '@nestjs/platform-ws';
import type { WebSocketServer } from 'ws';

/**
 * Sockets whose gateway hears everything itself. What Nest would subscribe for each of them to call handlers that there
 * are not costs more memory than the socket, and reads every message for nothing.
 */
export class SocketAdapter extends WsAdapter {
  /** Subscribes nothing: gateways of this program have no message handlers. */
  override bindMessageHandlers(): void {
    // A gateway listens to the socket that it is given.
  }

  /** Subscribes nothing: a gateway hears of the end of a socket by the socket. */
  override bindClientDisconnect(): void {
    // As above.
  }

  /**
   * Leaves the errors of sockets to the gateway: a stranger who sends no frames must not fill the log.
   * @param server a server of sockets
   * @returns the server
   */
  override bindErrorHandler(server: WebSocketServer): WebSocketServer {
    server.on('error', (error) => this.logger.error(error));
    return server;
  }
}

import { WsAdapter } from '@nestjs/platform-ws';

/**
 * Sockets whose gateway reads messages itself. What Nest would subscribe for each of them to call handlers that there
 * are not costs more memory than the socket, and reads every message for nothing.
 */
export class SocketAdapter extends WsAdapter {
  /** Subscribes nothing. */
  override bindMessageHandlers(): void {
    // Gateways of this program have no message handlers.
  }
}

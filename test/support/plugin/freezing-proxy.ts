import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A TCP proxy that can stop to forward without closing anything, as a lost network does: both ends still believe. */
export class FreezingProxy {
  private readonly sockets = new Set<Socket>();
  private frozen = false;

  private constructor(private readonly server: Server) {}

  /**
   * @param url where to forward to
   * @returns the proxy, listening on a free port
   */
  static async start(url: string): Promise<FreezingProxy> {
    const port = Number(new URL(url).port);
    const proxy = new FreezingProxy(createServer((near) => proxy.join(near, connect(port, '127.0.0.1'))));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** @returns its own address */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forwards nothing any more, and closes nothing. */
  freeze(): void {
    this.frozen = true;
  }

  /** Ends everything. */
  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private join(near: Socket, far: Socket): void {
    this.forward(near, far);
    this.forward(far, near);
  }

  private forward(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (bytes) => {
      if (!this.frozen) to.write(bytes);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      if (!this.frozen) to.destroy();
    });
  }
}

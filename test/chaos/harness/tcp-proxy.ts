import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What is to happen to what a client has just sent. */
export type Verdict = 'pass' | 'cut_before' | 'cut_at_answer';

/** Looks at everything that clients send. */
export type Watcher = (link: ProxiedLink, chunk: Buffer) => Verdict;

/** One connection through the proxy. */
export class ProxiedLink {
  /** What it was found to carry; empty until that is known. */
  kind = '';
  private stopped = false;
  private swallowing = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly watch: Watcher,
    onAnswerLost: () => void,
  ) {
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => undefined);
    client.on('data', (chunk: Buffer) => this.forward(chunk));
    server.on('data', (chunk: Buffer) => {
      if (!this.swallowing) {
        client.write(chunk);
        return;
      }
      onAnswerLost();
      this.cut();
    });
    // A half-open connection is one whose other end does not hear of the end.
    client.on('close', () => !this.stopped && server.destroy());
    server.on('close', () => !this.stopped && client.destroy());
  }

  /** Stops forwarding, both ways and for good, without closing anything: a cable that was pulled out. */
  stopForwarding(): void {
    this.stopped = true;
    this.client.pause();
    this.server.pause();
  }

  /** @returns whether both ends can still hear each other */
  get open(): boolean {
    return !this.stopped && !this.client.destroyed && !this.server.destroyed;
  }

  /** @returns whether forwarding was stopped: its ends are closed only with the proxy */
  get abandoned(): boolean {
    return this.stopped;
  }

  /** Closes both ends. */
  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private forward(chunk: Buffer): void {
    const verdict = this.watch(this, chunk);
    if (verdict === 'cut_before') {
      this.cut();
      return;
    }
    this.swallowing ||= verdict === 'cut_at_answer';
    this.server.write(chunk);
  }
}

/** A TCP proxy on 127.0.0.1 whose connections can be made to fail. */
export class TcpProxy {
  private readonly links = new Set<ProxiedLink>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /**
   * @param target gives the port to forward to; undefined where there is nothing to connect to now
   * @param watch decides what happens to what clients send
   * @param onAnswerLost called when an answer arrives that its client will not get
   * @returns a proxy that listens
   */
  static async start(
    target: () => number | undefined,
    watch: Watcher = () => 'pass',
    onAnswerLost: () => void = () => undefined,
  ): Promise<TcpProxy> {
    const server = createServer((client) => {
      const port = target();
      client.on('error', () => undefined);
      if (port === undefined) {
        client.destroy();
        return;
      }
      const link = new ProxiedLink(client, connect(port, '127.0.0.1'), watch, onAnswerLost);
      proxy.links.add(link);
      client.once('close', () => link.abandoned || proxy.links.delete(link));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, (server.address() as AddressInfo).port);
    return proxy;
  }

  /** @returns connections that work, of one kind or of all */
  open(kind?: string): readonly ProxiedLink[] {
    return [...this.links].filter((link) => link.open && (kind === undefined || link.kind === kind));
  }

  /** Closes everything. */
  stop(): void {
    this.server.close();
    for (const link of this.links) link.cut();
  }
}

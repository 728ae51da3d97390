import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message as it came. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An address that takes webhooks, and answers as a test says. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Statuses of the next answers; 204 when there is none left. */
  answers: number[] = [];
  /** `http://127.0.0.1:<port>`, once it listens. */
  origin = '';
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      this.received.push({
        path: request.url ?? '',
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        body,
      });
      response.writeHead(this.answers.shift() ?? 204, { location: '/elsewhere' }).end();
    });
  });

  /** Begins to listen. */
  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Stops. */
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** @returns what came to a path, parsed */
  to(
    path: string,
  ): readonly { readonly id: string; readonly type: string; readonly data: Record<string, unknown> }[] {
    return this.received
      .filter((message) => message.path === path)
      .map(({ headers, body }) => ({
        ...(JSON.parse(body) as { readonly type: string; readonly data: Record<string, unknown> }),
        id: headers['webhook-id'] ?? '',
      }));
  }
}

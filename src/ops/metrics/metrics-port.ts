import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** Shows metrics without a token on a port of their own, which only the monitoring can reach. */
@Injectable()
export class MetricsPort implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(MetricsPort.name);
  private server: Server | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly metrics: ProgramMetrics,
  ) {}

  /** @returns the port it listens on; undefined where there is none */
  get port(): number | undefined {
    return (this.server?.address() as AddressInfo | null | undefined)?.port;
  }

  /** Begins to listen where `METRICS_PORT` is set. */
  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT: port, HTTP_HOST: host } = this.config;
    if (port === undefined) return;
    this.server = createServer((request, response) => {
      if (request.method === 'GET' && request.url === '/metrics') void this.show(response);
      else response.writeHead(404).end();
    });
    this.server.listen(port, host);
    await once(this.server, 'listening');
  }

  /** Stops listening. */
  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  private async show(response: ServerResponse): Promise<void> {
    try {
      const text = await this.metrics.text();
      response.writeHead(200, { 'content-type': this.metrics.contentType }).end(text);
    } catch (error: unknown) {
      this.log.error({ err: error }, 'metrics could not be collected');
      response.writeHead(503).end();
    }
  }
}

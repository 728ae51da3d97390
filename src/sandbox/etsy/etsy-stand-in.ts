import { OperationCounter } from '../control/operation-counter.ts';
import { FaultInjector } from '../faults/fault-injector.ts';
import { deliver, type Delivery, type Exchange } from '../http/exchange.ts';
import { LoopbackServer } from '../http/loopback-server.ts';
import { answerPicture } from '../pictures/picture-route.ts';
import { answerBuyer } from './buyer-pages.ts';
import { EtsyApi } from './etsy-api.ts';
import { EtsyControl } from './etsy-control.ts';
import type { EtsyOptions } from './etsy-options.ts';
import { EtsyWorld } from './etsy-world.ts';

/**
 * A stand-in for Etsy: one HTTP server that answers for openapi.etsy.com and api.etsy.com with their real paths,
 * remembers what was done, and counts the effects itself. It shares no code with the handlers it is used to test.
 *
 * @example
 * const etsy = new EtsyStandIn();
 * const url = await etsy.start();
 * await fetch(`${url}/_control/accounts`, { method: 'POST', body: JSON.stringify({ name: 'anna' }) });
 * await etsy.stop();
 */
export class EtsyStandIn {
  private readonly world: EtsyWorld;
  private readonly server: LoopbackServer;

  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch; its year decides what counts as vintage
   */
  constructor(options: Partial<EtsyOptions> = {}, now: () => number = Date.now) {
    this.world = new EtsyWorld(options, now);
    const faults = new FaultInjector();
    const calls = new OperationCounter();
    const api = new EtsyApi(this.world, faults, calls);
    const control = new EtsyControl(this.world, faults, calls);
    this.server = new LoopbackServer((exchange) => this.respond(exchange, api, control));
  }

  /**
   * Begins to listen on 127.0.0.1.
   *
   * @param port TCP port; 0 lets the system choose
   * @returns the base URL, without a trailing slash
   */
  async start(port = 0): Promise<string> {
    this.world.baseUrl = await this.server.start(port);
    return this.world.baseUrl;
  }

  /**
   * Stops and cuts every open connection.
   * @returns when it is done
   */
  stop(): Promise<void> {
    return this.server.stop();
  }

  /** @returns the base URL, without a trailing slash */
  get url(): string {
    return this.server.url;
  }

  private async respond(exchange: Exchange, api: EtsyApi, control: EtsyControl): Promise<Delivery> {
    if (exchange.path.startsWith('/_control/')) return deliver(control.respond(exchange));
    const page =
      exchange.method === 'GET' ? (answerBuyer(exchange, this.world) ?? answerPicture(exchange)) : undefined;
    return page === undefined ? api.respond(exchange) : deliver(page);
  }
}

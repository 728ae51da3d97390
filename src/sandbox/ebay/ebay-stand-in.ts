import { OperationCounter } from '../control/operation-counter.ts';
import { FaultInjector } from '../faults/fault-injector.ts';
import { deliver, type Delivery, type Exchange } from '../http/exchange.ts';
import { LoopbackServer } from '../http/loopback-server.ts';
import { answerPicture } from '../pictures/picture-route.ts';
import { answerBuyer } from './buyer-pages.ts';
import { EbayApi } from './ebay-api.ts';
import { EbayControl } from './ebay-control.ts';
import type { EbayOptions } from './ebay-options.ts';
import { EbayWorld } from './ebay-world.ts';

/**
 * A stand-in for eBay: one HTTP server that answers for api.ebay.com, apim.ebay.com and the identity host with their
 * real paths, remembers what was done, and counts the effects itself. It shares no code with the handlers it is used
 * to test.
 *
 * @example
 * const ebay = new EbayStandIn();
 * const url = await ebay.start();
 * await fetch(`${url}/_control/accounts`, { method: 'POST', body: JSON.stringify({ name: 'anna' }) });
 * await ebay.stop();
 */
export class EbayStandIn {
  private readonly world: EbayWorld;
  private readonly server: LoopbackServer;

  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<EbayOptions> = {}, now: () => number = Date.now) {
    this.world = new EbayWorld(options, now);
    const faults = new FaultInjector();
    const calls = new OperationCounter();
    const api = new EbayApi(this.world, faults, calls);
    const control = new EbayControl(this.world, faults, calls);
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

  private async respond(exchange: Exchange, api: EbayApi, control: EbayControl): Promise<Delivery> {
    if (exchange.path.startsWith('/_control/')) return deliver(control.respond(exchange));
    const page =
      exchange.method === 'GET' ? (answerBuyer(exchange, this.world) ?? answerPicture(exchange)) : undefined;
    return page === undefined ? api.respond(exchange) : deliver(page);
  }
}

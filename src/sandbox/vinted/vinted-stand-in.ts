import { OperationCounter } from '../control/operation-counter.ts';
import { FaultInjector } from '../faults/fault-injector.ts';
import { deliver, type Delivery, type Exchange } from '../http/exchange.ts';
import { LoopbackServer } from '../http/loopback-server.ts';
import { answerPicture } from '../pictures/picture-route.ts';
import { answerPhoto } from './photo-operations.ts';
import { sitePage } from './session-operations.ts';
import { VintedApi } from './vinted-api.ts';
import { VintedControl } from './vinted-control.ts';
import type { VintedOptions } from './vinted-options.ts';
import { VintedWorld } from './vinted-world.ts';

/**
 * A stand-in for vinted.fr: the part of the site's own web API that a browser extension can use, with the answers that
 * were seen of it. It remembers what was done and counts the effects itself.
 *
 * @example
 * const vinted = new VintedStandIn();
 * const url = await vinted.start();
 * await fetch(`${url}/_control/accounts`, { method: 'POST', body: JSON.stringify({ login: 'lea.vintage' }) });
 * await vinted.stop();
 */
export class VintedStandIn {
  private readonly world: VintedWorld;
  private readonly server: LoopbackServer;

  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<VintedOptions> = {}, now: () => number = Date.now) {
    this.world = new VintedWorld(options, now);
    const faults = new FaultInjector();
    const calls = new OperationCounter();
    const api = new VintedApi(this.world, faults, calls);
    const control = new VintedControl(this.world, faults, calls);
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

  private async respond(exchange: Exchange, api: VintedApi, control: VintedControl): Promise<Delivery> {
    if (exchange.path.startsWith('/_control/')) return deliver(control.respond(exchange));
    if (exchange.method !== 'GET') return api.respond(exchange);
    if (exchange.path === '/') return deliver(sitePage(exchange, this.world));
    const picture = answerPhoto(exchange.path, this.world) ?? answerPicture(exchange);
    return picture === undefined ? api.respond(exchange) : deliver(picture);
  }
}

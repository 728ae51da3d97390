import { OperationCounter } from '../control/operation-counter.ts';
import { FaultInjector } from '../faults/fault-injector.ts';
import { deliver, type Answer, type Delivery, type Exchange } from './exchange.ts';
import { LoopbackServer } from './loopback-server.ts';

/** What answers for a marketplace: its own interface, what people see in a browser, and its API. */
export interface StandInParts {
  readonly control: { respond(exchange: Exchange): Answer };
  /** Answers a GET of a page or picture; undefined for everything else. */
  readonly page: (exchange: Exchange) => Answer | undefined;
  readonly api: { respond(exchange: Exchange): Delivery | Promise<Delivery> };
}

/** The server of a stand-in: one address for a marketplace's API, its pages, and the stand-in's own interface. */
export abstract class StandInServer {
  private readonly world: { baseUrl: string };
  private readonly server: LoopbackServer;

  /**
   * @param world what the marketplace remembers; it learns its own address here
   * @param partsOf makes what answers, given the faults to inject and the calls to count
   */
  constructor(
    world: { baseUrl: string },
    partsOf: (faults: FaultInjector, calls: OperationCounter) => StandInParts,
  ) {
    this.world = world;
    const { control, page, api } = partsOf(new FaultInjector(), new OperationCounter());
    this.server = new LoopbackServer(async (exchange) => {
      if (exchange.path.startsWith('/_control/')) return deliver(control.respond(exchange));
      const shown = exchange.method === 'GET' ? page(exchange) : undefined;
      return shown === undefined ? api.respond(exchange) : deliver(shown);
    });
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
}

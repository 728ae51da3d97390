import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { injectFault } from '../faults/inject-fault.ts';
import { deliver, type Answer, type Delivery, type Exchange } from '../http/exchange.ts';
import { matchRoute, type RouteMatch } from '../http/route.ts';
import type { OperationCounter } from '../control/operation-counter.ts';
import type { EbayCall } from './ebay-call.ts';
import { ebayDialect } from './ebay-dialect.ts';
import { EbayRefusal, errorAnswer } from './ebay-error.ts';
import { EBAY_ROUTES, type EbayOperation } from './ebay-routes.ts';
import type { EbayWorld } from './ebay-world.ts';
import { faultTarget } from './fault-target.ts';
import { checkAcceptLanguage } from './header-rules.ts';
import { answerToken } from './token-endpoint.ts';

const TOKEN_PATH = '/identity/v1/oauth2/token';

/** eBay's own part of the stand-in: finds the operation, lets faults strike, checks the token, runs it. */
export class EbayApi {
  private readonly world: EbayWorld;
  private readonly faults: FaultInjector;
  private readonly calls: OperationCounter;
  private readonly busy = new Set<string>();

  /**
   * @param world sellers, tokens, options
   * @param faults decides faults before anybody is authenticated
   * @param calls counts every call by operation, whoever makes it
   */
  constructor(world: EbayWorld, faults: FaultInjector, calls: OperationCounter) {
    this.world = world;
    this.faults = faults;
    this.calls = calls;
  }

  /**
   * @param exchange a request to one of eBay's paths
   * @returns what the caller gets to see
   */
  async respond(exchange: Exchange): Promise<Delivery> {
    if (exchange.path === TOKEN_PATH && exchange.method === 'POST') {
      const effect = (): Promise<Answer> => Promise.resolve(answerToken(exchange, this.world));
      return this.withFaults('token', {}, exchange, false, effect);
    }
    const match = matchRoute(EBAY_ROUTES, exchange.method, exchange.path);
    if (match === undefined) return deliver(errorAnswer(2002));
    const { operation, handler } = match.route;
    return this.withFaults(operation, match.params, exchange, handler.writesSku, () =>
      this.run(match, exchange),
    );
  }

  private withFaults(
    operation: string,
    params: Readonly<Record<string, string>>,
    exchange: Exchange,
    writesSku: boolean,
    effect: () => Promise<Answer>,
  ): Promise<Delivery> {
    this.calls.add(operation);
    const fault = this.faults.decide(faultTarget(operation, params, exchange, writesSku));
    return injectFault(fault, exchange, ebayDialect(this.world), effect);
  }

  private async run(match: RouteMatch<EbayOperation>, exchange: Exchange): Promise<Answer> {
    const { operation, handler } = match.route;
    const bearer = this.world.bearerOf(exchange);
    if (bearer === undefined) return errorAnswer(1001);
    bearer.account.calls.add(operation);
    if (!bearer.scopes.some((scope) => scope.endsWith(`/${handler.scope}`))) return errorAnswer(1100);
    const call: EbayCall = { exchange, params: match.params, account: bearer.account, world: this.world };
    try {
      if (exchange.path.startsWith('/sell/inventory/')) checkAcceptLanguage(exchange);
      return await this.taking(call, handler);
    } catch (error: unknown) {
      if (error instanceof EbayRefusal) return error.answer;
      throw error;
    }
  }

  /** Spends the configured time on the call; a second writer of the same SKU meanwhile is refused. */
  private async taking(call: EbayCall, handler: EbayOperation): Promise<Answer> {
    const { latencyMs } = this.world.options;
    if (latencyMs <= 0) return handler.run(call);
    const key = handler.writesSku ? `${call.account.setup.name}\n${writtenSku(call)}` : '';
    if (key !== '' && this.busy.has(key)) throw new EbayRefusal(25025);
    if (key !== '') this.busy.add(key);
    try {
      await sleep(latencyMs);
      return handler.run(call);
    } finally {
      this.busy.delete(key);
    }
  }
}

function writtenSku(call: EbayCall): string {
  const { sku, offerId } = call.params;
  if (sku !== undefined) return sku;
  if (offerId !== undefined) return call.account.offers.get(offerId)?.sku ?? offerId;
  return faultTarget('createOffer', {}, call.exchange, true).resource;
}

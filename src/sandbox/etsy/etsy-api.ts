import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationCounter } from '../control/operation-counter.ts';
import type { FaultKind } from '../faults/fault.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { injectFault } from '../faults/inject-fault.ts';
import { deliver, type Answer, type Delivery, type Exchange } from '../http/exchange.ts';
import { matchRoute, type RouteMatch } from '../http/route.ts';
import { CallBudget } from './call-budget.ts';
import { readableListing, type EtsyCall, type PublicCall } from './etsy-call.ts';
import { describeListing } from './describe-listing.ts';
import { etsyDialect, INVALID_TOKEN } from './etsy-dialect.ts';
import { badField, errorAnswer, EtsyRefusal, refusalAnswer } from './etsy-error.ts';
import { ETSY_ROUTES, type EtsyOperation } from './etsy-routes.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { faultTarget } from './fault-target.ts';
import { PUBLIC_ROUTES } from './public-routes.ts';
import { answerToken } from './token-endpoint.ts';

const TOKEN_PATH = '/v3/public/oauth/token';

type Effect = (strikes: FaultKind | undefined) => Answer | Promise<Answer>;

/** Etsy's own part of the stand-in: finds the operation, lets faults strike, checks key, budget and token, runs it. */
export class EtsyApi {
  private readonly world: EtsyWorld;
  private readonly faults: FaultInjector;
  private readonly calls: OperationCounter;
  /** What a caller without a valid key is told is left. */
  private readonly nobody = new CallBudget();

  /**
   * @param world applications, shops, tokens, options
   * @param faults decides faults before anybody is known
   * @param calls counts every call by operation, whoever makes it
   */
  constructor(world: EtsyWorld, faults: FaultInjector, calls: OperationCounter) {
    this.world = world;
    this.faults = faults;
    this.calls = calls;
  }

  /**
   * @param exchange a request to one of Etsy's paths
   * @returns what the caller gets to see, with the headers that Etsy puts on every answer
   */
  async respond(exchange: Exchange): Promise<Delivery> {
    const delivery = await this.dispatch(exchange);
    if (delivery.kind !== 'answer') return delivery;
    const { budget } = this.world.applicationOf(exchange) ?? { budget: this.nobody };
    const headers = {
      'x-etsy-request-uuid': randomUUID(),
      ...budget.headers(this.world.options, this.world.now()),
      ...delivery.answer.headers,
    };
    return deliver({ ...delivery.answer, headers });
  }

  private dispatch(exchange: Exchange): Promise<Delivery> {
    const { method, path } = exchange;
    if (path === TOKEN_PATH && method === 'POST')
      return this.withFaults('token', {}, exchange, () => answerToken(exchange, this.world));
    const open = matchRoute(PUBLIC_ROUTES, method, path);
    if (open !== undefined) {
      const call: PublicCall = { exchange, params: open.params, world: this.world };
      const run = (): Answer => this.refusing(() => this.admit(exchange) ?? open.route.handler(call));
      return this.withFaults(open.route.operation, open.params, exchange, run);
    }
    const match = matchRoute(ETSY_ROUTES, method, path);
    if (match === undefined) return Promise.resolve(deliver(errorAnswer(404, 'Resource not found')));
    return this.withFaults(match.route.operation, match.params, exchange, (strikes) =>
      this.run(match, exchange, strikes),
    );
  }

  private withFaults(
    operation: string,
    params: Readonly<Record<string, string>>,
    exchange: Exchange,
    effect: Effect,
  ): Promise<Delivery> {
    this.calls.add(operation);
    const fault = this.faults.decide(faultTarget(operation, params, exchange));
    return injectFault(fault, exchange, etsyDialect(this.world), async () => effect(fault?.kind));
  }

  private async run(
    match: RouteMatch<EtsyOperation>,
    exchange: Exchange,
    strikes: FaultKind | undefined,
  ): Promise<Answer> {
    const { operation, handler } = match.route;
    const refused = this.admit(exchange);
    if (refused !== undefined) return refused;
    const shop = this.world.shopOf(exchange);
    if (shop === undefined || shop.setup.clientId !== this.world.applicationOf(exchange)?.clientId)
      return INVALID_TOKEN;
    shop.calls.add(operation);
    if (handler.scope !== undefined && !shop.setup.scopes.includes(handler.scope))
      return errorAnswer(403, 'insufficient_scope');
    const { latencyMs } = this.world.options;
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
    const call: EtsyCall = { exchange, params: match.params, world: this.world, shop };
    return this.refusing(() => {
      const unknown = [...exchange.query.keys()].find((name) => !handler.query.includes(name));
      if (unknown !== undefined) throw badField(unknown, 'is not a known parameter', 'unknown_field');
      if (strikes !== 'ignored' && strikes !== 'unchanged') return handler.run(call);
      const claimed = shop.pretend(() => handler.run(call));
      return strikes === 'ignored' || claimed.status >= 300 ? claimed : listingAsItIs(call);
    });
  }

  /** Refuses a call without a valid key, and one over its application's budget. */
  private admit(exchange: Exchange): Answer | undefined {
    const application = this.world.applicationOf(exchange);
    if (application === undefined)
      return errorAnswer(403, 'Invalid API key: x-api-key must be keystring:shared_secret');
    const over = application.budget.take(this.world.options, this.world.now());
    if (over === undefined) return undefined;
    return errorAnswer(429, `Exceeded per ${over.per} rate limit`, {
      'retry-after': String(over.retryAfterSeconds),
    });
  }

  private refusing(action: () => Answer): Answer {
    try {
      return action();
    } catch (error: unknown) {
      if (error instanceof EtsyRefusal) return refusalAnswer(error, this.world.options.refusalShape);
      throw error;
    }
  }
}

function listingAsItIs(call: EtsyCall): Answer {
  const { shop, listing } = readableListing(call);
  return { status: 200, json: describeListing(call.world, shop, listing) };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationCounter } from '../control/operation-counter.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import type { FaultKind } from '../faults/fault.ts';
import { injectFault } from '../faults/inject-fault.ts';
import { deliver, type Answer, type Delivery, type Exchange } from '../http/exchange.ts';
import { matchRoute, type RouteMatch } from '../http/route.ts';
import { admit } from './admission.ts';
import { refreshSession } from './session-operations.ts';
import { vintedDialect } from './vinted-dialect.ts';
import { VintedRefusal } from './vinted-error.ts';
import { vintedFaultTarget } from './vinted-fault-target.ts';
import { VINTED_ROUTES, type VintedOperation } from './vinted-routes.ts';
import type { VintedWorld } from './vinted-world.ts';

const REFRESH_PATH = '/web/api/auth/refresh';

/** Vinted's own part of the stand-in: finds the operation, lets faults strike, checks who calls, runs it. */
export class VintedApi {
  private readonly world: VintedWorld;
  private readonly faults: FaultInjector;
  private readonly calls: OperationCounter;

  /**
   * @param world members, sessions, options
   * @param faults decides faults before anybody is known
   * @param calls counts every call by operation, whoever makes it
   */
  constructor(world: VintedWorld, faults: FaultInjector, calls: OperationCounter) {
    this.world = world;
    this.faults = faults;
    this.calls = calls;
  }

  /**
   * @param exchange a request to one of the site's API paths
   * @returns what the caller gets to see
   */
  async respond(exchange: Exchange): Promise<Delivery> {
    if (exchange.path === REFRESH_PATH && exchange.method === 'POST') {
      const effect = (): Promise<Answer> => Promise.resolve(refreshSession(exchange, this.world));
      return this.withFaults('refreshSession', {}, exchange, effect);
    }
    const match = matchRoute(VINTED_ROUTES, exchange.method, exchange.path);
    // The site answers an unknown path with a page, not with JSON.
    if (match === undefined) return deliver({ status: 404, headers: HTML, bytes: NOT_FOUND_PAGE });
    const { operation, handler } = match.route;
    const carryOut = (): Promise<Delivery> =>
      this.withFaults(operation, match.params, exchange, (strikes) => this.run(match, exchange, strikes));
    const writer = handler.writes ? this.world.sessionOf(exchange)?.user : undefined;
    return writer === undefined ? carryOut() : writer.writes.during(carryOut);
  }

  private withFaults(
    operation: string,
    params: Readonly<Record<string, string>>,
    exchange: Exchange,
    effect: (strikes: FaultKind | undefined) => Promise<Answer>,
  ): Promise<Delivery> {
    this.calls.add(operation);
    const fault = this.faults.decide(
      vintedFaultTarget(operation, params, exchange, this.world.options.skuMark),
    );
    return injectFault(fault, exchange, vintedDialect(this.world), () => effect(fault?.kind));
  }

  private async run(
    match: RouteMatch<VintedOperation>,
    exchange: Exchange,
    strikes: FaultKind | undefined,
  ): Promise<Answer> {
    const { operation, handler } = match.route;
    if (this.world.options.latencyMs > 0) await sleep(this.world.options.latencyMs);
    const admission = admit(this.world, exchange, handler);
    admission.user?.calls.add(operation);
    if ('refusal' in admission) return admission.refusal;
    if (strikes === 'ignored') return { status: 200, json: { code: 0 } };
    const { session, user } = admission;
    try {
      return handler.run({ exchange, params: match.params, session, user, world: this.world });
    } catch (error: unknown) {
      if (error instanceof VintedRefusal) return error.answer;
      throw error;
    }
  }
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const NOT_FOUND_PAGE = Buffer.from('<!doctype html><title>Vinted</title><h1>404</h1>');

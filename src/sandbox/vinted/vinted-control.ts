import { InvalidControl, isRecord, numberAt, stringAt, textsAt } from '../control/control-body.ts';
import { oneOf } from '../control/option-values.ts';
import type { OperationCounter } from '../control/operation-counter.ts';
import { readControlJson } from '../control/read-control-json.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { parseFaults } from '../faults/parse-faults.ts';
import type { Answer, Exchange } from '../http/exchange.ts';
import { matchRoute, type Route } from '../http/route.ts';
import { parseVintedOptions } from './parse-vinted-options.ts';
import { sellItems } from './sales.ts';
import { accountEffects } from './vinted-effects.ts';
import type { VintedSession } from './vinted-session.ts';
import type { VintedUser } from './vinted-user.ts';
import type { VintedWorld } from './vinted-world.ts';

type ControlHandler = (body: Record<string, unknown>, params: Readonly<Record<string, string>>) => Answer;

/** The stand-in's own interface under `/_control`: members, browser sessions, faults, options, sales, effects. */
export class VintedControl {
  private readonly world: VintedWorld;
  private readonly faults: FaultInjector;
  private readonly calls: OperationCounter;
  private readonly routes: readonly Route<ControlHandler>[];

  /**
   * @param world what it changes and counts
   * @param faults what it arms
   * @param calls every call by operation
   */
  constructor(world: VintedWorld, faults: FaultInjector, calls: OperationCounter) {
    this.world = world;
    this.faults = faults;
    this.calls = calls;
    const route = (method: string, path: string, handler: ControlHandler): Route<ControlHandler> => ({
      operation: path,
      method,
      path: `/_control/${path}`,
      handler,
    });
    this.routes = [
      route('POST', 'accounts', (body) => this.open(body)),
      route('POST', 'accounts/{user}/log_out', (_body, params) => this.logOut(params)),
      route('POST', 'accounts/{user}/log_in', (_body, params) => this.logIn(params)),
      route('POST', 'accounts/{user}/expire', (_body, params) => this.expire(params)),
      route('POST', 'accounts/{user}/challenge', (body, params) => this.challenge(body, params)),
      route('POST', 'accounts/{user}/solve', (_body, params) => this.solve(params)),
      route('POST', 'sessions', (body) => this.openSession(body)),
      route('PUT', 'sessions/{session}', (body, params) => this.switchUser(body, params)),
      route('POST', 'items/{item}/sell', (body, params) => this.sell(body, params)),
      route('PUT', 'orders/{order}', (body, params) => this.changeOrder(body, params)),
      route('POST', 'items/{item}/delete', (_body, params) => this.remove(params)),
      route('PUT', 'faults', (body) => this.arm(body)),
      route('DELETE', 'faults', () => this.arm({})),
      route('PUT', 'options', (body) => this.configure(body)),
      route('GET', 'effects', () => ({ status: 200, json: this.effects() })),
    ];
  }

  /**
   * @param exchange a request under `/_control`
   * @returns its answer; 400 with `{error}` for a body or a name it cannot understand, 404 for an unknown route
   * @throws {Error} of the server itself, which answers it with a 599
   */
  respond(exchange: Exchange): Answer {
    const match = matchRoute(this.routes, exchange.method, exchange.path);
    if (match === undefined) return { status: 404, json: { error: 'no such control route' } };
    try {
      const body = readControlJson(exchange);
      if (!isRecord(body)) throw new InvalidControl('the body must be an object');
      return match.route.handler(body, match.params);
    } catch (error: unknown) {
      if (error instanceof InvalidControl) return { status: 400, json: { error: error.message } };
      throw error;
    }
  }

  private open(body: Record<string, unknown>): Answer {
    const login = stringAt(body, 'login') ?? stringAt(body, 'name');
    const id = numberAt(body, 'user_id');
    const taken = [...this.world.users.values()].some((user) => user.login === login || user.id === id);
    if (login === undefined || taken) throw new InvalidControl('login is missing or taken');
    const user = this.world.addUser(login, id, stringAt(body, 'currency') ?? 'EUR');
    return { status: 201, json: describeSession(this.world.openSession(user)) };
  }

  /** Another browser; without a member nobody is logged in there. */
  private openSession(body: Record<string, unknown>): Answer {
    return { status: 201, json: describeSession(this.world.openSession(this.namedUser(body))) };
  }

  private switchUser(
    body: Record<string, unknown>,
    { session: id }: Readonly<Record<string, string>>,
  ): Answer {
    const session = this.world.sessions.get(id ?? '');
    if (session === undefined) throw new InvalidControl(`no session ${id ?? ''}`);
    session.become(this.namedUser(body));
    return { status: 200, json: describeSession(session) };
  }

  private logOut(params: Readonly<Record<string, string>>): Answer {
    const user = this.userOf(params);
    for (const session of this.world.sessions.values()) {
      if (session.user !== user) continue;
      session.become(undefined);
      session.lastUser = user;
    }
    return NOTHING;
  }

  private logIn(params: Readonly<Record<string, string>>): Answer {
    const user = this.userOf(params);
    for (const session of this.world.sessions.values()) {
      if (session.user === undefined && session.lastUser === user) session.become(user);
    }
    return NOTHING;
  }

  private expire(params: Readonly<Record<string, string>>): Answer {
    const user = this.userOf(params);
    for (const session of this.world.sessions.values()) if (session.user === user) session.expired = true;
    return NOTHING;
  }

  private challenge(body: Record<string, unknown>, params: Readonly<Record<string, string>>): Answer {
    this.userOf(params).challenge = oneOf(stringAt(body, 'form'), ['html', 'json'] as const) ?? 'html';
    return NOTHING;
  }

  private solve(params: Readonly<Record<string, string>>): Answer {
    this.userOf(params).challenge = undefined;
    return NOTHING;
  }

  /** Somebody buys, or the seller deletes on the site itself, behind our back. */
  private sell(body: Record<string, unknown>, { item: id }: Readonly<Record<string, string>>): Answer {
    const { user, item } = this.itemOf(id);
    const others = (textsAt(body, 'with') ?? []).map((other) => this.itemOf(other).item);
    const { transactionId } = sellItems(this.world, user, [item, ...others], numberAt(body, 'sold_at_ms'));
    return { status: 200, json: { transaction_id: transactionId } };
  }

  /** A sale goes on, or is called off; what was sold stays closed, as on the site. */
  private changeOrder(
    body: Record<string, unknown>,
    { order: id }: Readonly<Record<string, string>>,
  ): Answer {
    const orders = [...this.world.users.values()].flatMap((user) => user.orders);
    const order = orders.find(({ transactionId }) => String(transactionId) === id);
    const status = oneOf(stringAt(body, 'status'), [
      'needs_action',
      'waiting',
      'completed',
      'failed',
    ] as const);
    if (order === undefined || status === undefined)
      throw new InvalidControl(`no order ${id ?? ''}, or no status`);
    order.userStatus = status;
    return NOTHING;
  }

  private remove({ item: id }: Readonly<Record<string, string>>): Answer {
    this.itemOf(id).item.closedBy = 'deleted';
    return NOTHING;
  }

  private arm(body: unknown): Answer {
    this.faults.use(parseFaults(body));
    return NOTHING;
  }

  private configure(body: unknown): Answer {
    this.world.options = { ...this.world.options, ...parseVintedOptions(body) };
    return NOTHING;
  }

  private userOf({ user: id }: Readonly<Record<string, string>>): VintedUser {
    const user = this.world.users.get(Number(id));
    if (user === undefined) throw new InvalidControl(`no account ${id ?? ''}`);
    return user;
  }

  private namedUser(body: Record<string, unknown>): VintedUser | undefined {
    const id = numberAt(body, 'user_id');
    return id === undefined ? undefined : this.userOf({ user: String(id) });
  }

  private itemOf(id: string | undefined): NonNullable<ReturnType<VintedWorld['findItem']>> {
    const found = this.world.findItem(Number(id));
    if (found === undefined) throw new InvalidControl(`no item ${id ?? ''}`);
    return found;
  }

  private effects(): Record<string, unknown> {
    const accounts = [...this.world.users.values()].map((user) => accountEffects(user, this.world.options));
    const sum = (of: (account: (typeof accounts)[number]) => number): number =>
      accounts.reduce((total, account) => total + of(account), 0);
    return {
      listed_twice: sum((account) => account.listed_twice),
      live_listings: sum((account) => account.live_listings.length),
      drafts: sum((account) => account.drafts),
      photos: sum((account) => account.photos),
      orphan_photos: sum((account) => account.orphan_photos),
      writes_in_parallel: Math.max(0, ...accounts.map((account) => account.writes_in_parallel)),
      calls: this.calls.snapshot(),
      faults: this.faults.injected(),
      accounts,
    };
  }
}

const NOTHING: Answer = { status: 204 };

function describeSession(session: VintedSession): Record<string, unknown> {
  return {
    user_id: session.user?.id ?? null,
    login: session.user?.login ?? null,
    session: session.id,
    cookie: session.cookie,
    csrf_token: session.csrf,
  };
}

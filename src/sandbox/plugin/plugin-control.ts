import { flagAt, InvalidControl, isRecord, numberAt, stringAt } from '../control/control-body.ts';
import { readControlJson } from '../control/read-control-json.ts';
import type { Answer, Exchange } from '../http/exchange.ts';
import { matchRoute, type Route } from '../http/route.ts';
import type { StandInPlugin } from './stand-in-plugin.ts';

type Body = Readonly<Record<string, unknown>>;
type ControlHandler = (body: Body, params: Readonly<Record<string, string>>) => void | Promise<void>;

/** The stand-in plugin's own interface under `/_control`: trouble, browser, tabs, forgeries, counts. */
export class PluginControl {
  private readonly routes: readonly Route<ControlHandler>[];

  /** @param plugin what it controls */
  constructor(private readonly plugin: StandInPlugin) {
    const { browser } = plugin;
    const route = (method: string, path: string, handler: ControlHandler): Route<ControlHandler> => ({
      operation: path,
      method,
      path: `/_control/${path}`,
      handler,
    });
    this.routes = [
      route('PUT', 'faults', (body) => plugin.arm(body)),
      route('DELETE', 'faults', () => plugin.arm({})),
      route('POST', 'browser/close', () => browser.close()),
      route('POST', 'browser/open', () => browser.open()),
      route('POST', 'browser/offline', () => browser.goOffline()),
      route('POST', 'browser/online', () => browser.goOnline()),
      route('POST', 'browser/look', () => browser.look()),
      route('PUT', 'browser/server', (body) => browser.useServer(needed(body, 'url'))),
      route('PUT', 'tabs/{user}', (body, { user }) => this.changeTab(user ?? '', body)),
      route('POST', 'forge', (body) => plugin.forgeResult(body)),
      route('POST', 'send', (body) => this.send(body)),
    ];
  }

  /**
   * @param exchange a request under `/_control`
   * @returns its answer; 204 for everything but the effects, 400 with `{error}` for what it cannot understand
   * @throws {Error} of the plugin itself
   */
  async respond(exchange: Exchange): Promise<Answer> {
    if (exchange.method === 'GET' && exchange.path === '/_control/effects')
      return { status: 200, json: this.effects() };
    const match = matchRoute(this.routes, exchange.method, exchange.path);
    if (match === undefined) return { status: 404, json: { error: 'no such control route' } };
    try {
      const body = readControlJson(exchange);
      if (!isRecord(body)) throw new InvalidControl('the body must be an object');
      await match.route.handler(body, match.params);
      return { status: 204 };
    } catch (error: unknown) {
      if (error instanceof InvalidControl || error instanceof RangeError)
        return { status: 400, json: { error: error.message } };
      throw error;
    }
  }

  private async changeTab(userId: string, body: Body): Promise<void> {
    const { browser } = this.plugin;
    const open = flagAt(body, 'open');
    const paused = flagAt(body, 'paused');
    if (open === true) await browser.openTab(userId);
    if (open === false) browser.closeTab(userId);
    if (paused === true) browser.pause(userId);
    if (paused === false) browser.unpause(userId);
  }

  private send(body: Body): void {
    const text = stringAt(body, 'text');
    const bytes = numberAt(body, 'oversized');
    if (text !== undefined) this.plugin.sendText(text);
    if (bytes !== undefined) this.plugin.sendOversized(bytes);
  }

  private effects(): Body {
    const { plugin } = this;
    return {
      connection: plugin.connection,
      accounts: plugin.accounts,
      ...plugin.counts,
      faults: plugin.nuisances,
      complaints: plugin.complaints,
    };
  }
}

function needed(body: Body, key: string): string {
  const value = stringAt(body, key);
  if (value === undefined) throw new InvalidControl(`${key} is missing`);
  return value;
}

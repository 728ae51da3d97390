import { join } from 'node:path';
import { generateProducts } from '../../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../../src/sandbox/dataset/products-csv.ts';
import { scaledTiming } from '../../../src/sandbox/plugin/plugin-settings.ts';
import { StandInPlugin } from '../../../src/sandbox/plugin/stand-in-plugin.ts';
import { VintedStandIn } from '../../../src/sandbox/vinted/vinted-stand-in.ts';
import { demandAsSeller } from '../../support/ask-as-seller.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';
import { ebayMarket, etsyMarket } from '../../support/town-markets.ts';
import type { TownMarket } from '../../support/town-markets.ts';
import { openMember } from '../../support/vinted-browser.ts';

/** Products of the seller; the page shows 50 at once. */
const PRODUCTS = 60;
/** The piece that is too young for Etsy. */
const YOUNG = 2;

/** The built program with a seller on three marketplaces, a browser with the extension among them: what the page is looked at with. */
export class PageTown {
  private readonly markets: readonly TownMarket[] = [ebayMarket(), etsyMarket()];
  private readonly vinted = new VintedStandIn({ latencyMs: 20 });
  /** Accounts of the seller by marketplace. */
  readonly accounts = new Map<string, number>();
  private pluginOrNone: StandInPlugin | undefined;
  private serverOrNone: ServerProcess | undefined;

  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: TemporaryFolder,
  ) {}

  /** @returns a town with accounts, products and an open browser, and nothing published */
  static async build(): Promise<PageTown> {
    const town = new PageTown(await createTestDatabase({ tenants: 2 }), await temporaryFolder());
    await Promise.all(
      [town.vinted, ...town.markets.map(({ standIn }) => standIn)].map((each) => each.start()),
    );
    await town.startServer();
    for (const market of town.markets) await town.connect(market);
    await town.connectVinted();
    const stock = generateProducts({ seed: 'page', count: PRODUCTS, picturesUrl: town.vinted.url });
    const fitting = stock.map((product, place) =>
      place === YOUNG ? { ...product, madeYear: 2015 } : { ...product, madeYear: 1975 + (place % 25) },
    );
    await town.ask('POST', '/api/products/import', productsCsv(fitting));
    return town;
  }

  private async startServer(): Promise<void> {
    this.serverOrNone = await ServerProcess.start({
      DATABASE_URL: this.database.url,
      DB_POOL_MAX: '8',
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
      TIME_SCALE: '0.05',
      LEASE_SECONDS: '200',
      LOG_LEVEL: 'warn',
      RECURRING: 'false',
      PICTURE_ORIGINS: [this.vinted.url, ...this.markets.map(({ standIn }) => standIn.url)].join(),
      ...Object.assign({}, ...this.markets.map((market) => market.environment())),
    });
  }

  /** @returns where the page is */
  get url(): string {
    if (this.serverOrNone === undefined) throw new Error('no server was started');
    return this.serverOrNone.url;
  }

  /** @returns the seller's browser */
  get plugin(): StandInPlugin {
    if (this.pluginOrNone === undefined) throw new Error('no browser was opened');
    return this.pluginOrNone;
  }

  /**
   * Makes a request as the seller.
   * @param method the verb
   * @param path the route
   * @param body JSON, or CSV as text
   * @returns the answer's body
   */
  ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    return demandAsSeller<T>(this.url, method, path, body);
  }

  /**
   * Speaks to the control interface of a stand-in.
   * @param marketplace whose
   * @param method the verb
   * @param path behind `/_control/`
   * @param body JSON
   * @returns the answer's body
   */
  async control<T = Record<string, unknown>>(
    marketplace: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<T> {
    const url =
      this.markets.find((market) => market.marketplace === marketplace)?.standIn.url ?? this.vinted.url;
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  }

  /**
   * Opens another browser, in which a new member is logged in.
   * @param login what the member is called
   * @param code types it into the extension
   * @returns the browser once it is connected, to be stopped by whoever asked for it
   */
  async openBrowser(login: string, code: string): Promise<StandInPlugin> {
    const member = await openMember(this.vinted.url, { login });
    return this.pair(member.cookie, code);
  }

  /** Ends everything. */
  async tearDown(): Promise<void> {
    this.pluginOrNone?.stop();
    await this.serverOrNone?.end('SIGKILL');
    await Promise.all(
      [this.vinted, ...this.markets.map(({ standIn }) => standIn)].map((each) => each.stop()),
    );
    await this.database.drop();
    await this.folder.remove();
  }

  private async connect(market: TownMarket): Promise<void> {
    const opened = await this.control<{ refresh_token: string }>(market.marketplace, 'POST', 'accounts', {
      name: 'atelier',
    });
    const account = await this.ask<{ id: number }>('POST', '/api/marketplace/accounts', {
      marketplace: market.marketplace,
      name: `Atelier ${market.marketplace}`,
      external_id: 'atelier',
      credentials: { refresh_token: opened.refresh_token },
      settings: market.settings(opened),
    });
    this.accounts.set(market.marketplace, account.id);
  }

  private async connectVinted(): Promise<void> {
    const member = await openMember(this.vinted.url, { login: 'atelier' });
    const account = await this.ask<{ id: number }>('POST', '/api/marketplace/accounts', {
      marketplace: 'vinted',
      name: 'Atelier vinted',
      external_id: String(member.user_id),
      settings: { site: 'vinted.fr' },
    });
    this.accounts.set('vinted', account.id);
    const device = await this.ask<{ pairing_code: string }>('POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    this.pluginOrNone = await this.pair(member.cookie, device.pairing_code);
  }

  private async pair(session: string, code: string): Promise<StandInPlugin> {
    const plugin = new StandInPlugin({
      serverUrl: this.url.replace('http', 'ws'),
      vintedUrl: this.vinted.url,
      sessions: [session],
      journalFile: join(this.folder.path, `journal-${code}.jsonl`),
      code,
      timing: { ...scaledTiming(0.01), reconnectMs: 50, reconnectMaxMs: 200, lookEveryMs: 0 },
    });
    await plugin.start();
    return plugin;
  }
}

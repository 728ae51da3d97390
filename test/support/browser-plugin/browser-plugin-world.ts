import { VintedStandIn } from '../../../src/sandbox/vinted/vinted-stand-in.ts';
import { TcpProxy } from '../../chaos/harness/tcp-proxy.ts';
import { ServerProcess } from '../server-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { createTestDatabase } from '../test-database.ts';
import { TEST_JWT_SECRET } from '../tokens.ts';
import { openMember, vintedControl, vintedEffects } from '../vinted-browser.ts';
import type { OpenedMember } from '../vinted-browser.ts';
import { waitFor } from '../wait-for.ts';
import { RealBrowser } from './real-browser.ts';
import { Seller } from './seller.ts';

/** How often the site was asked for what, by operation. */
export type Calls = Readonly<Record<string, number>>;

/** What changes something on the site. */
const WRITES = ['uploadPhoto', 'createItem', 'updateItem', 'deleteItem'];

type Ending = () => unknown;

/** The program, a stand-in for Vinted, and a seller's real browser with the reference extension in it. */
export class BrowserPluginWorld {
  private before: Calls = {};

  private constructor(
    private readonly site: VintedStandIn,
    private readonly proxy: TcpProxy,
    readonly member: OpenedMember,
    readonly seller: Seller,
    readonly browser: RealBrowser,
    private readonly endings: readonly Ending[],
  ) {}

  /** @returns a world in which the account is connected, the browser paired, and a tab of the site open */
  static async open(): Promise<BrowserPluginWorld> {
    const endings: Ending[] = [];
    try {
      return await BrowserPluginWorld.build(endings);
    } catch (error: unknown) {
      for (const end of endings.reverse()) await end();
      throw error;
    }
  }

  private static async build(endings: Ending[]): Promise<BrowserPluginWorld> {
    const folder = await temporaryFolder();
    endings.push(() => folder.remove());
    const site = new VintedStandIn({ photosAssignedOnce: false });
    await site.start();
    endings.push(() => site.stop());
    const [server, browser] = await Promise.all([
      BrowserPluginWorld.startServer(site.url, endings),
      RealBrowser.open(folder.path, site.url).then((opened) => {
        endings.push(() => opened.close());
        return opened;
      }),
    ]);
    const proxy = await TcpProxy.start(() => Number(new URL(server.url).port));
    endings.push(() => proxy.stop());
    const member = await openMember(site.url, { login: 'lea.vintage' });
    await browser.logIn(member.session);
    const seller = new Seller(server.url, site.url);
    await seller.connect(member.user_id);
    await browser.pair(`http://127.0.0.1:${proxy.port}`, await seller.pairingCode());
    return new BrowserPluginWorld(site, proxy, member, seller, browser, endings);
  }

  private static async startServer(site: string, endings: Ending[]): Promise<ServerProcess> {
    const database = await createTestDatabase({ tenants: 1 });
    endings.push(() => database.drop());
    const server = await ServerProcess.start({
      DATABASE_URL: database.url,
      DB_POOL_MAX: '8',
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
      // Waits of minutes become seconds.
      TIME_SCALE: '0.05',
      LEASE_SECONDS: '300',
      LOG_LEVEL: 'warn',
      PICTURE_ORIGINS: site,
      RECURRING: 'false',
    });
    endings.push(() => server.end('SIGKILL'));
    return server;
  }

  /** Cuts every connection between the extension and the program. */
  cutConnections(): void {
    for (const link of this.proxy.open()) link.cut();
  }

  /** Counts writes from here on. */
  async beginCounting(): Promise<void> {
    this.before = await this.calls();
  }

  /** @returns how often the site was asked for each write since then, whatever came of it */
  async writes(): Promise<Calls> {
    const now = await this.calls();
    const since = WRITES.map((name) => [name, (now[name] ?? 0) - (this.before[name] ?? 0)] as const);
    return Object.fromEntries(since.filter(([, count]) => count !== 0));
  }

  /** Waits until the site is asked for a write. */
  async untilAsked(operation: string): Promise<void> {
    await waitFor(async () => ((await this.writes())[operation] ?? 0) > 0, {
      what: `a call of ${operation}`,
      everyMs: 20,
    });
  }

  /** Has the site answer late the next time that it is asked for something; it does it at once. */
  async answerLate(operation: string): Promise<void> {
    await this.strike({ operation, fault: 'slow', delay_ms: 700 });
  }

  /** Has something go wrong on the site once. */
  async strike(fault: Readonly<Record<string, unknown>>): Promise<void> {
    await this.control('PUT', 'faults', { script: [{ ...fault, times: 1 }] });
  }

  /** @returns what is for sale on the site, by price */
  async livePrices(): Promise<readonly number[]> {
    const { accounts } = await this.effects();
    return accounts[0].live_listings.map(({ price }: { price: number }) => price).sort();
  }

  /** @returns what the stand-in counted */
  effects(): ReturnType<typeof vintedEffects> {
    return vintedEffects(this.site.url);
  }

  /** A call to the stand-in's control interface. */
  control(method: string, path: string, body?: unknown): ReturnType<typeof vintedControl> {
    return vintedControl(this.site.url, method, path, body);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    for (const end of this.endings.toReversed()) await end();
  }

  private async calls(): Promise<Calls> {
    return (await this.effects()).calls;
  }
}

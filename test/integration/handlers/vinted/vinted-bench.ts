import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { scaledTiming } from '../../../../src/sandbox/plugin/plugin-settings.ts';
import type { PluginSettings } from '../../../../src/sandbox/plugin/plugin-settings.ts';
import { StandInPlugin } from '../../../../src/sandbox/plugin/stand-in-plugin.ts';
import type { VintedOptions } from '../../../../src/sandbox/vinted/vinted-options.ts';
import { VintedStandIn } from '../../../../src/sandbox/vinted/vinted-stand-in.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../../support/temporary-folder.ts';
import { startTestApp } from '../../../support/test-app.ts';
import type { TestApp } from '../../../support/test-app.ts';
import { createTestDatabase } from '../../../support/test-database.ts';
import type { TestDatabase } from '../../../support/test-database.ts';
import { bearer } from '../../../support/tokens.ts';
import { openMember, vintedControl, vintedEffects } from '../../../support/vinted-browser.ts';
import type { OpenedMember } from '../../../support/vinted-browser.ts';
import { waitFor } from '../../../support/wait-for.ts';

/** A job as these tests read it. */
export interface SeenJob {
  readonly id: number;
  readonly status: string;
  readonly attempts: number;
  readonly waiting_for: { readonly reason: string } | null;
  readonly error: {
    readonly code: string;
    readonly fields?: readonly { readonly field: string; readonly message: string }[];
  } | null;
  readonly result_data: Readonly<Record<string, unknown>> | null;
  readonly tasks: readonly { readonly step: string; readonly status: string; readonly attempt: number }[];
}

/** What the stand-in counted of one member. */
export interface MemberEffects {
  readonly user_id: number;
  readonly live_listings: readonly {
    readonly item_id: number;
    readonly sku: string;
    readonly title: string;
    readonly price: number;
  }[];
  readonly listed_twice: number;
  readonly drafts: number;
  readonly sold_items: number;
  readonly deleted_items: number;
  readonly photos: number;
  readonly orphan_photos: number;
  readonly writes_in_parallel: number;
  /** Calls that got as far as the member's account, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

/** A seller: an account on the stand-in, connected to StoFlow, and the cookie of the browser that has it. */
export interface Seller {
  readonly member: OpenedMember;
  readonly accountId: number;
  /** A stand-in that has nobody else, so that what is spoilt there spoils nobody else's calls; else that of the bench. */
  readonly site?: VintedStandIn;
}

const SCALE = 0.05;
/** Many wait side by side, and each look is a request. */
const LOOK_EVERY_MS = 100;

/** The real program on a real database, the stand-in for Vinted, and stand-in plugins on real sockets. */
export class VintedBench {
  private readonly plugins: StandInPlugin[] = [];
  private readonly apps: TestApp[] = [];
  private readonly sites: VintedStandIn[] = [];
  private sellers = 0;

  private constructor(
    readonly vinted: VintedStandIn,
    readonly database: TestDatabase,
    private readonly folder: TemporaryFolder,
    private readonly options: Partial<VintedOptions>,
  ) {}

  /** @returns a bench with one program and no seller */
  static async start(options: Partial<VintedOptions> = {}): Promise<VintedBench> {
    const vinted = new VintedStandIn(options);
    await vinted.start();
    const bench = new VintedBench(vinted, await createTestDatabase(), await temporaryFolder(), options);
    await bench.startApp();
    return bench;
  }

  /** Stops everything. */
  async close(): Promise<void> {
    for (const plugin of this.plugins) plugin.stop();
    for (const app of this.apps) await app.close();
    await this.database.drop();
    for (const site of [this.vinted, ...this.sites]) await site.stop();
    await this.folder.remove();
  }

  /** Starts a program that runs jobs. */
  async startApp(): Promise<TestApp> {
    const app = await startTestApp({
      database: this.database,
      env: {
        ROLE: 'all',
        TIME_SCALE: String(SCALE),
        THROTTLE_PER_MINUTE: '1000000',
        PICTURE_ORIGINS: this.vinted.url,
      },
    });
    this.apps.push(app);
    return app;
  }

  /** Stops the program in the middle of whatever it does, and starts another one that browsers go to. */
  async restart(): Promise<void> {
    await this.apps.pop()?.close();
    const { url } = await this.startApp();
    for (const plugin of this.plugins) plugin.browser.useServer(url.replace('http', 'ws'));
  }

  /** @returns the program that runs */
  get app(): TestApp {
    const app = this.apps.at(-1);
    if (app === undefined) throw new Error('no program was started');
    return app;
  }

  /** Opens a seller and connects the account. */
  async seller(
    settings: Readonly<Record<string, unknown>> = { site: 'vinted.fr' },
    site?: VintedStandIn,
  ): Promise<Seller> {
    this.sellers += 1;
    const login = `seller${this.sellers}`;
    // Two stand-ins would give out the same numbers.
    const own = site === undefined ? {} : { user_id: 82_000_000 + this.sellers };
    const member = await openMember((site ?? this.vinted).url, { login, ...own });
    const account = await this.call<{ id: number }>('POST', '/api/marketplace/accounts', {
      marketplace: 'vinted',
      name: member.login,
      external_id: String(member.user_id),
      settings,
    });
    return { member, accountId: account.id, ...(site !== undefined && { site }) };
  }

  /** Pairs a browser that has a seller's session; it is closed until somebody starts it. */
  async browser(
    seller: Seller,
    cookie = seller.member.cookie,
    settings: Partial<PluginSettings> = {},
  ): Promise<StandInPlugin> {
    const { pairing_code: code } = await this.call<{ pairing_code: string }>('POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    const file = join(this.folder.path, randomUUID());
    const plugin = new StandInPlugin({
      serverUrl: this.app.url.replace('http', 'ws'),
      vintedUrl: (seller.site ?? this.vinted).url,
      sessions: [cookie],
      journalFile: `${file}.jsonl`,
      credentialFile: `${file}.credential`,
      code,
      timing: scaledTiming(SCALE),
      ...settings,
    });
    this.plugins.push(plugin);
    return plugin;
  }

  /** Opens a seller whose browser is connected, on a stand-in that nobody else uses. */
  async sellerOnOwnSite(): Promise<{ readonly seller: Seller; readonly plugin: StandInPlugin }> {
    const site = new VintedStandIn(this.options);
    await site.start();
    this.sites.push(site);
    return this.sellerWithBrowser(await this.seller(undefined, site));
  }

  /** Opens a seller whose browser is connected. */
  async sellerWithBrowser(
    opened?: Seller,
  ): Promise<{ readonly seller: Seller; readonly plugin: StandInPlugin }> {
    const seller = opened ?? (await this.seller());
    const plugin = await this.browser(seller);
    await plugin.start();
    return { seller, plugin };
  }

  /** Makes a product and asks for its publication. */
  async publish(seller: Seller, change: Readonly<Record<string, unknown>> = {}): Promise<number> {
    return this.publishProduct(seller, await this.product(change));
  }

  /** Asks for the publication of a product. */
  publishProduct(seller: Seller, productId: number): Promise<number> {
    return this.request('publish', seller, productId);
  }

  /** Asks for the deletion of a product. */
  deleteProduct(seller: Seller, productId: number): Promise<number> {
    return this.request('delete', seller, productId);
  }

  /** Asks for the update of a product's item. */
  updateProduct(seller: Seller, productId: number, force = false): Promise<number> {
    return this.request('update', seller, productId, force ? { input_data: { force } } : {});
  }

  /** Asks for the relisting of a product's item. */
  relistProduct(seller: Seller, productId: number): Promise<number> {
    return this.request('relist', seller, productId);
  }

  /** Asks for an action on the whole account. */
  async accountAction(action: string, { accountId }: Seller): Promise<number> {
    const body = { marketplace: 'vinted', action_code: action, account_id: accountId };
    return (await this.call<{ id: number }>('POST', '/api/marketplace/jobs', body)).id;
  }

  private async request(
    action: string,
    seller: Seller,
    productId: number,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<number> {
    const body = {
      marketplace: 'vinted',
      action_code: action,
      product_id: productId,
      account_id: seller.accountId,
      ...more,
    };
    return (await this.call<{ id: number }>('POST', '/api/marketplace/jobs', body)).id;
  }

  /** Makes a product that fits Vinted. */
  async product(change: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const sku = `S${randomUUID().slice(0, 8).toUpperCase()}`;
    const product = {
      sku,
      title: 'Manteau en laine',
      description: 'Très beau manteau.',
      price: '45.50',
      currency: 'EUR',
      quantity: 1,
      brand: 'Sézane',
      category: 'coats',
      size: 'M',
      colour: 'bleu marine',
      material: 'Laine',
      condition: 'very_good',
      gender: 'women',
      pictures: [1, 2].map((n) => ({ url: `${this.vinted.url}/pictures/${sku}-${n}.png` })),
      status: 'active',
      ...change,
    };
    return (await this.call<{ id: number }>('POST', '/api/products', product)).id;
  }

  /** Changes a product as the seller does. */
  async change(productId: number, change: Readonly<Record<string, unknown>>): Promise<void> {
    const path = `/api/products/${productId}`;
    const { version } = await this.call<{ version: number }>('GET', path);
    await this.call('PATCH', path, { version, ...change });
  }

  /** Calls the API as the tenant. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.app.url}${path}`, {
      method,
      headers: {
        authorization: await bearer({ tenant: 1, scope: 'tenant' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** @returns a job */
  job(id: number): Promise<SeenJob> {
    return this.call<SeenJob>('GET', `/api/marketplace/jobs/${id}`);
  }

  /** Waits until a job has ended. */
  async ended(id: number, timeoutMs = 30_000): Promise<SeenJob> {
    let seen: SeenJob | undefined;
    try {
      return await waitFor(
        async () => {
          seen = await this.job(id);
          return ['completed', 'failed', 'cancelled'].includes(seen.status) ? seen : undefined;
        },
        { what: `job ${id} to end`, timeoutMs, everyMs: LOOK_EVERY_MS },
      );
    } catch (error: unknown) {
      throw new Error(`job ${id}: ${JSON.stringify(seen)}`, { cause: error });
    }
  }

  /** Waits until a job waits for something. */
  async waits(id: number, reason: string): Promise<SeenJob> {
    let seen: SeenJob | undefined;
    try {
      return await waitFor(
        async () => {
          seen = await this.job(id);
          return seen.waiting_for?.reason === reason ? seen : undefined;
        },
        { what: `job ${id} to wait for ${reason}` },
      );
    } catch (error: unknown) {
      throw new Error(`job ${id}: ${JSON.stringify(seen)}`, { cause: error });
    }
  }

  /** Talks to the own interface of a stand-in, that of the bench or a seller's. */
  async control(method: string, path: string, body?: unknown, site = this.vinted): Promise<void> {
    const reply = await vintedControl(site.url, method, path, body);
    if (reply.status >= 300) throw new Error(`control ${path}: ${reply.status} ${reply.text}`);
  }

  /** Has a seller's stand-in spoil calls, as a script tells. */
  async spoil({ site }: Seller, script: readonly object[]): Promise<void> {
    await this.control('PUT', 'faults', { script }, site);
  }

  /** Has a seller's stand-in spoil nothing any more. */
  async heal({ site }: Seller): Promise<void> {
    await this.control('DELETE', 'faults', undefined, site);
  }

  /** @returns what the stand-in counted of a seller */
  async effects({ member, site = this.vinted }: Seller): Promise<MemberEffects> {
    const { accounts } = (await vintedEffects(site.url)) as { accounts: readonly MemberEffects[] };
    const own = accounts.find(({ user_id }) => user_id === member.user_id);
    if (own === undefined) throw new Error(`the stand-in lost ${member.login}`);
    return own;
  }
}

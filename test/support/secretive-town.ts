import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { generateProducts } from '../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../src/sandbox/dataset/products-csv.ts';
import { EbayStandIn } from '../../src/sandbox/ebay/ebay-stand-in.ts';
import { EtsyStandIn } from '../../src/sandbox/etsy/etsy-stand-in.ts';
import { scaledTiming } from '../../src/sandbox/plugin/plugin-settings.ts';
import { StandInPlugin } from '../../src/sandbox/plugin/stand-in-plugin.ts';
import { VintedStandIn } from '../../src/sandbox/vinted/vinted-stand-in.ts';
import { openAtStandIn } from './open-at-stand-in.ts';
import { RecordingProxy } from './recording-proxy.ts';
import { EventReader } from './event-reader.ts';
import { ServerProcess } from './server-process.ts';
import { waitFor } from './wait-for.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { issueTestToken } from './tokens.ts';
import { ebayMarket, etsyMarket } from './town-markets.ts';
import { openMember } from './vinted-browser.ts';

const CLI = join(import.meta.dirname, '../../dist/src/cli/main.js');
const SCALE = 0.05;
const made = (what: string): string => `${what}-${randomBytes(18).toString('base64url')}`;
const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

/**
 * A seller on three stand-ins whose every secret is known to the test and to nobody by chance; proxies before two of them
 * learn the tokens that pass, and can repeat them in errors. The server logs all it can, and so does the database.
 */
export class SecretiveTown {
  /** Every secret so far, by what it is called. */
  readonly secrets = new Map<string, string>();
  readonly accounts: { readonly marketplace: string; readonly id: number }[] = [];
  readonly ebayProxy: RecordingProxy;
  readonly etsyProxy: RecordingProxy;
  /** What was printed by the command line. */
  printed = '';
  private server: ServerProcess | undefined;
  private plugin: StandInPlugin | undefined;
  private env: Readonly<Record<string, string>> = {};
  private token = '';

  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: TemporaryFolder,
    private readonly ebay: EbayStandIn,
    private readonly etsy: EtsyStandIn,
    private readonly vinted: VintedStandIn,
  ) {
    this.ebayProxy = new RecordingProxy(ebay.url);
    this.etsyProxy = new RecordingProxy(etsy.url);
  }

  /** @returns a town with a running server, connected accounts, a paired browser and a few products */
  static async build(): Promise<SecretiveTown> {
    const [clientSecret, clientId, sharedSecret] = ['ebay-secret', 'etsy-key', 'etsy-secret'].map(made);
    const ebay = new EbayStandIn({ clientSecret: clientSecret ?? '' });
    const etsy = new EtsyStandIn({ clientId: clientId ?? '', sharedSecret: sharedSecret ?? '' });
    const vinted = new VintedStandIn({ photosAssignedOnce: false });
    await Promise.all([ebay.start(), etsy.start(), vinted.start()]);
    const database = await createTestDatabase({ tenants: 1 });
    const town = new SecretiveTown(database, await temporaryFolder(), ebay, etsy, vinted);
    town.learn({ clientSecret, clientId, sharedSecret });
    await Promise.all([town.ebayProxy.start(), town.etsyProxy.start()]);
    await town.look(`alter database ${database.name} set log_statement = 'all'`);
    await town.startServer();
    await town.openShops();
    return town;
  }

  /** Adds secrets to those that are looked for. */
  learn(secrets: Readonly<Record<string, string | undefined>>): void {
    for (const [name, secret] of Object.entries(secrets))
      if (secret !== undefined) this.secrets.set(name, secret);
  }

  /** Adds what went over the wire: every token and key that a marketplace was shown or gave out. */
  learnFromProxies(): void {
    for (const { number, path, headers, answer } of [...this.ebayProxy.calls, ...this.etsyProxy.calls]) {
      const [, proof] = (headers.authorization ?? '').split(' ');
      this.learn({ [`authorization of ${path} ${number}`]: proof });
      const text = path.includes('token') && answer?.status === 200 ? answer.body.toString() : '{}';
      const given = JSON.parse(text) as Record<string, string | undefined>;
      this.learn({
        [`access token ${path} ${number}`]: given['access_token'],
        [`refresh token ${path} ${number}`]: given['refresh_token'],
      });
    }
  }

  /** Makes a request as the seller, who is an operator as well; whatever is answered is an answer. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    token = this.token,
  ): Promise<{ status: number; text: string }> {
    const csv = typeof body === 'string' && path.endsWith('import');
    const response = await fetch(`${this.server?.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': csv ? 'text/csv' : 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** The same for what must succeed. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, text } = await this.ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Runs a command of the command line with a new key before the old one. */
  async runWithNewKey(...args: readonly string[]): Promise<void> {
    const fresh = newKey('second');
    this.learn({ secondKey: fresh.split(':')[1] });
    const env = { ...this.env, CREDENTIALS_KEYS: `${fresh},${this.env['CREDENTIALS_KEYS'] ?? ''}` };
    await new Promise<void>((resolve) => {
      execFile(process.execPath, [CLI, ...args], { env }, (_error, out, err) => {
        this.printed += out + err;
        resolve();
      });
    });
  }

  /** Looks into the database, as nobody but a test does. */
  readonly look = async <R extends object>(text: string): Promise<R[]> => {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<R>(text)).rows;
    } finally {
      await client.end();
    }
  };

  /** @returns what a reader of events is told of the last minutes */
  async followed(): Promise<string> {
    const lastEventId = String(Date.now() - 600_000);
    const reader = await EventReader.open(this.server?.url ?? '', { lastEventId, token: this.token });
    await waitFor(() => reader.named('batch').length > 0 && reader.lastEventId !== lastEventId, {
      what: 'everything has been told',
    });
    reader.close();
    return reader.text;
  }

  /** @returns everything that the server has written */
  get log(): string {
    return this.server?.printed ?? '';
  }

  /** Ends everything. */
  async tearDown(): Promise<void> {
    this.plugin?.stop();
    await this.server?.end('SIGKILL');
    await Promise.all([this.ebayProxy.stop(), this.etsyProxy.stop()]);
    await Promise.all([this.ebay.stop(), this.etsy.stop(), this.vinted.stop()]);
    await this.database.drop();
    await this.folder.remove();
  }

  private async startServer(): Promise<void> {
    const [secret, key] = [made('jwt-secret-that-is-long-enough'), newKey('first')];
    this.token = await issueTestToken({ secret, scope: 'tenant admin' });
    this.learn({ jwtSecret: secret, firstKey: key.split(':')[1], bearer: this.token });
    const { ebayProxy, etsyProxy } = this;
    this.env = {
      DATABASE_URL: this.database.url,
      DATA_DIR: this.folder.path,
      DB_POOL_MAX: '8',
      JWT_SECRET: secret,
      CREDENTIALS_KEYS: key,
      TIME_SCALE: String(SCALE),
      LEASE_SECONDS: '100',
      LOG_LEVEL: 'trace',
      PICTURE_ORIGINS: this.ebay.url,
      EBAY_API_URL: ebayProxy.url,
      EBAY_MEDIA_URL: ebayProxy.url,
      EBAY_AUTH_URL: ebayProxy.url,
      EBAY_SITE_URL: this.ebay.url,
      EBAY_CLIENT_ID: 'sandbox-app',
      EBAY_CLIENT_SECRET: this.secrets.get('clientSecret') ?? '',
      ETSY_API_URL: etsyProxy.url,
      ETSY_AUTH_URL: etsyProxy.url,
      ETSY_SITE_URL: this.etsy.url,
      ETSY_API_KEY: this.secrets.get('clientId') ?? '',
      ETSY_SHARED_SECRET: this.secrets.get('sharedSecret') ?? '',
      ETSY_CALLS_PER_SECOND: '1000',
      ETSY_CALLS_PER_DAY: '1000000',
    };
    this.server = await ServerProcess.start(this.env);
  }

  private async openShops(): Promise<void> {
    const [ebay, etsy] = [ebayMarket(), etsyMarket()];
    for (const [market, standIn] of [
      [ebay, this.ebay],
      [etsy, this.etsy],
    ] as const) {
      const shop = await openAtStandIn(standIn.url);
      const [refresh_token, access_token] = [shop['refresh_token'], shop['access_token']];
      this.learn({
        [`first refresh token ${market.marketplace}`]: refresh_token,
        [`first token ${market.marketplace}`]: access_token,
      });
      await this.connect(market.marketplace, 'seller', market.settings(shop), {
        refresh_token,
        access_token,
      });
    }
    const member = await openMember(this.vinted.url, { login: 'lea.vintage' });
    this.learn({ cookie: member.cookie, session: member.session, csrf: member.csrf_token });
    await this.connect('vinted', String(member.user_id), { site: 'vinted.fr' });
    await this.openBrowser(member.cookie);
    const stock = generateProducts({ seed: 'secrets', count: 3, picturesUrl: this.ebay.url });
    await this.send(
      'POST',
      '/api/products/import',
      productsCsv(stock.map((product) => etsy.fitting(product))),
    );
  }

  private async connect(
    marketplace: string,
    externalId: string,
    settings: unknown,
    credentials?: unknown,
  ): Promise<void> {
    const body = { marketplace, name: marketplace, external_id: externalId, settings, credentials };
    const { id } = await this.send<{ id: number }>('POST', '/api/marketplace/accounts', body);
    this.accounts.push({ marketplace, id });
  }

  private async openBrowser(cookie: string): Promise<void> {
    const { pairing_code: code } = await this.send<{ pairing_code: string }>('POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    const credentialFile = join(this.folder.path, 'credential');
    this.plugin = new StandInPlugin({
      serverUrl: (this.server?.url ?? '').replace('http', 'ws'),
      vintedUrl: this.vinted.url,
      sessions: [cookie],
      journalFile: join(this.folder.path, 'journal.jsonl'),
      code,
      credentialFile,
      timing: { ...scaledTiming(0.01), reconnectMs: 50, reconnectMaxMs: 200, lookEveryMs: 0 },
    });
    await this.plugin.start();
    this.learn({ pairingCode: code, deviceCredential: (await readFile(credentialFile, 'utf8')).trim() });
  }
}

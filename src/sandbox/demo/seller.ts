import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { numberOf, objectOf } from './json.ts';
import type { RestClient } from './rest-client.ts';
import { SellerApi } from './seller-api.ts';
import type { DemoBrowsers } from './demo-browsers.ts';
import type { Market } from './markets/market.ts';
import { sellerStock } from './seller-stock.ts';

const READY_MS = 5_000;
const ASK_AGAIN_MS = 100;

/** One of the demo's sellers. */
export interface SellerProfile {
  readonly name: string;
  /** What the seller is called on the marketplaces. */
  readonly shopName: string;
}

/** A seller with a tenant, connected accounts and products, and the batch once there is one. */
export interface Seller {
  readonly profile: SellerProfile;
  readonly tenantId: number;
  readonly token: string;
  readonly api: SellerApi;
  readonly skus: ReadonlyMap<number, string>;
  readonly quantities: ReadonlyMap<string, number>;
  readonly flawedSku: string;
}

/** The demo's sellers. */
export const PROFILES: readonly SellerProfile[] = [
  { name: 'Atelier Anouk', shopName: 'atelier-anouk' },
  { name: 'Friperie du Canal', shopName: 'friperie-du-canal' },
];

/** What bringing a seller up needs. */
export interface Onboarding {
  readonly admin: RestClient;
  /** Makes a client for a tenant, and tells its token. */
  readonly clientOf: (tenantId: number) => Promise<readonly [RestClient, string]>;
  readonly markets: readonly Market[];
  readonly browsers: DemoBrowsers;
  readonly picturesUrl: string;
  readonly seed: string;
  readonly products: number;
  readonly say: (line: string) => void;
}

/**
 * Brings a seller up to the point where a batch can be submitted: tenant, accounts, browser, checks, import, dry run.
 * @param profile who
 * @param onboarding with what
 * @returns the seller
 * @throws {Error} saying what does not work
 */
export async function onboard(profile: SellerProfile, onboarding: Onboarding): Promise<Seller> {
  const { admin, say } = onboarding;
  const tenant = await admin.send('/api/admin/tenants', { method: 'POST', body: { name: profile.name } });
  const tenantId = numberOf(objectOf(tenant), 'id');
  const [client, token] = await onboarding.clientOf(tenantId);
  const api = new SellerApi(client);

  const titles: string[] = [];
  for (const market of onboarding.markets) {
    await connect(profile, api, market, onboarding.browsers);
    titles.push(market.spec.title);
  }
  say(`${profile.name}: tenant ${tenantId}, connected and found ready on ${titles.join(', ')}`);

  const { picturesUrl, products: count, seed } = onboarding;
  const stock = sellerStock({ seed: `${seed}/${profile.shopName}`, count, picturesUrl });
  const { imported, wrong } = await api.importProducts(stock.csv);
  if (wrong.length > 0) throw new Error(`The import of ${profile.name} has errors: ${wrong.join('; ')}`);
  const skus = await api.products();
  say(`${profile.name}: ${imported} products imported from a CSV file of ${stock.csv.length} characters`);

  const misfits = await api.dryRun([...skus.keys()]);
  for (const { sku, reasons } of misfits) {
    say(`${profile.name}: the dry run says that ${sku} cannot be listed everywhere: ${reasons.join(' ')}`);
  }
  return { profile, tenantId, token, api, skus, ...stock };
}

/** A browser that has just been paired may still be on its way: what is missing then is asked again for a moment. */
async function whatIsMissing(api: SellerApi, accountId: number): Promise<readonly string[]> {
  const until = performance.now() + READY_MS;
  for (;;) {
    const missing = await api.verify(accountId);
    if (missing.length === 0 || performance.now() > until) return missing;
    await delay(ASK_AGAIN_MS);
  }
}

/**
 * Opens a shop, connects it, pairs the seller's browser where that acts, and has everything checked.
 * @param profile whose
 * @param api the seller's
 * @param market where
 * @param browsers opens the browser
 * @returns the account in StoFlow, and what the marketplace calls the seller
 * @throws {Error} saying what is missing
 */
export async function connect(
  profile: SellerProfile,
  api: SellerApi,
  market: Market,
  browsers: Pick<DemoBrowsers, 'open'>,
): Promise<{ readonly accountId: number; readonly externalId: string }> {
  const { name, title } = market.spec;
  const { cookie, ...shop } = await market.open(profile.shopName);
  const accountId = await api.connect({ marketplace: name, name: `${title} of ${profile.name}`, ...shop });
  if (cookie !== undefined) {
    await browsers.open({ name: profile.shopName, code: await api.pairBrowser(), cookie });
  }
  const missing = await whatIsMissing(api, accountId);
  if (missing.length > 0) {
    throw new Error(`The ${title} account of ${profile.name} is not ready: ${missing.join(' ')}`);
  }
  return { accountId, externalId: shop.externalId };
}

/**
 * Asks for everything to be published, and asks again under the same key, as a program does that lost the answer.
 * @param seller who
 * @returns the batch's id
 * @throws {Error} when the second request made a second batch
 */
export async function submit(seller: Seller): Promise<number> {
  const key = randomUUID();
  const productIds = [...seller.skus.keys()];
  const batchId = await seller.api.publish(productIds, key);
  const again = await seller.api.publish(productIds, key);
  if (again !== batchId) throw new Error(`The same request made two batches, ${batchId} and ${again}.`);
  return batchId;
}

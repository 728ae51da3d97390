import { randomUUID } from 'node:crypto';
import { numberOf, objectOf } from './json.ts';
import type { RestClient } from './rest-client.ts';
import { SellerApi } from './seller-api.ts';
import { sellerStock } from './seller-stock.ts';
import type { Flaw } from './seller-stock.ts';
import type { StandInClient } from './stand-in-client.ts';

/** One of the demo's sellers. */
export interface SellerProfile {
  readonly name: string;
  /** Name of the account on eBay. */
  readonly ebayName: string;
  /** What is wrong with one of the products. */
  readonly flaw: Flaw;
}

/** A seller with a tenant, a connected account and products, and the batch once there is one. */
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
  { name: 'Atelier Anouk', ebayName: 'atelier-anouk', flaw: 'no_picture' },
  { name: 'Friperie du Canal', ebayName: 'friperie-du-canal', flaw: 'price_too_low' },
];

/** What bringing a seller up needs. */
export interface Onboarding {
  readonly admin: RestClient;
  /** Makes a client for a tenant, and tells its token. */
  readonly clientOf: (tenantId: number) => Promise<readonly [RestClient, string]>;
  readonly standIn: StandInClient;
  readonly picturesUrl: string;
  readonly seed: string;
  readonly products: number;
  readonly say: (line: string) => void;
}

/**
 * Brings a seller up to the point where a batch can be submitted: tenant, account, check, import, dry run.
 * @param profile who
 * @param onboarding with what
 * @returns the seller
 * @throws {Error} saying what does not work
 */
export async function onboard(profile: SellerProfile, onboarding: Onboarding): Promise<Seller> {
  const { admin, standIn, say } = onboarding;
  const tenant = await admin.send('/api/admin/tenants', { method: 'POST', body: { name: profile.name } });
  const tenantId = numberOf(objectOf(tenant), 'id');
  const [client, token] = await onboarding.clientOf(tenantId);
  const api = new SellerApi(client);

  const opened = await standIn.openAccount(profile.ebayName);
  const accountId = await api.connect({
    name: `eBay of ${profile.name}`,
    externalId: profile.ebayName,
    ...opened,
  });
  const missing = await api.verify(accountId);
  if (missing.length > 0)
    throw new Error(`The account of ${profile.name} is not ready: ${missing.join(' ')}`);
  say(`${profile.name}: tenant ${tenantId}, eBay account connected and found ready`);

  const { picturesUrl, products: count, seed } = onboarding;
  const stock = sellerStock({ seed: `${seed}/${profile.ebayName}`, count, picturesUrl }, profile.flaw);
  const { imported, wrong } = await api.importProducts(stock.csv);
  if (wrong.length > 0) throw new Error(`The import of ${profile.name} has errors: ${wrong.join('; ')}`);
  const skus = await api.products();
  say(`${profile.name}: ${imported} products imported from a CSV file of ${stock.csv.length} characters`);

  const misfits = await api.dryRun([...skus.keys()]);
  for (const { sku, reasons } of misfits) {
    say(`${profile.name}: the dry run says that ${sku} cannot be listed: ${reasons.join(' ')}`);
  }
  return { profile, tenantId, token, api, skus, ...stock };
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

import { generateProducts } from '../../dataset/generate-products.ts';
import { productsCsv } from '../../dataset/products-csv.ts';
import type { DemoAddresses } from '../demo-world.ts';
import type { BrowserRequest } from '../demo-browsers.ts';
import { numberOf, objectOf } from '../json.ts';
import { EBAY_MARKET } from '../markets/ebay-market.ts';
import { ETSY_MARKET } from '../markets/etsy-market.ts';
import { Market } from '../markets/market.ts';
import type { MarketSpec } from '../markets/market.ts';
import { VINTED_MARKET } from '../markets/vinted-market.ts';
import { RestClient } from '../rest-client.ts';
import { connect } from '../seller.ts';
import { SellerApi } from '../seller-api.ts';
import { vintageYear } from '../seller-stock.ts';
import { signToken } from '../sign-token.ts';
import type { Day, DayProduct, DayStock } from './day.ts';
import { DayApi } from './day-api.ts';
import { Shop } from './shop.ts';

const PROFILE = { name: 'Atelier Anouk', shopName: 'atelier-anouk' };
/** Two for each marketplace. */
const SALES = 6;
/** Beside those that are sold: linked, ambiguous, contested, and two that stay. */
const OTHERS = 5;

/** Where a day takes place. */
export interface DayStage {
  readonly addresses: DemoAddresses;
  /** Opens a seller's browser and tells where it can be controlled. */
  readonly openBrowser: (request: BrowserRequest) => Promise<string>;
  readonly seed: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Brings the seller up to the morning of the day: tenant, three shops, browser, and products nobody has seen yet.
 * @param stage where
 * @returns the day
 * @throws {Error} saying what does not work
 */
export async function moveIn(stage: DayStage): Promise<Day> {
  const { addresses, signal, say } = stage;
  const { server, jwtSecret, standIns } = addresses;
  const admin = new RestClient(server, signal, await signToken(jwtSecret, { scope: 'admin' }));
  const body = { name: PROFILE.name };
  const tenant = numberOf(objectOf(await admin.send('/api/admin/tenants', { method: 'POST', body })), 'id');
  const rest = new RestClient(server, signal, await signToken(jwtSecret, { scope: 'tenant', tenant }));
  const seller = new SellerApi(rest);
  let browserUrl = '';
  const open = async (request: BrowserRequest): Promise<void> => {
    browserUrl = await stage.openBrowser(request);
  };
  const shopOf = async (spec: MarketSpec): Promise<Shop> => {
    const control = new RestClient(standIns[spec.name], signal);
    const market = new Market(spec, control);
    const { accountId, externalId } = await connect(PROFILE, seller, market, { open });
    await market.settle();
    const account = spec.name === 'vinted' ? externalId : PROFILE.shopName;
    return new Shop(spec.name, spec.title, accountId, account, control);
  };
  const shops = {
    vinted: await shopOf(VINTED_MARKET),
    ebay: await shopOf(EBAY_MARKET),
    etsy: await shopOf(ETSY_MARKET),
  };
  const stock = await bringStock(seller, stage);
  say(`${PROFILE.name}: connected on Vinted, eBay and Etsy, ${SALES + OTHERS} products, one piece of each`);
  const api = new DayApi(rest);
  return { api, shops, stock, browser: new RestClient(browserUrl, signal), delistedAfterMs: [], say, signal };
}

async function bringStock(seller: SellerApi, { seed, addresses }: DayStage): Promise<DayStock> {
  const made = generateProducts({
    seed: `${seed}/day`,
    count: SALES + OTHERS,
    picturesUrl: addresses.standIns.pictures,
  }).map((product) => ({ ...product, quantity: 1, madeYear: vintageYear(product) }));
  const { wrong } = await seller.importProducts(productsCsv(made));
  if (wrong.length > 0) throw new Error(`The products could not be imported: ${wrong.join('; ')}`);
  const ids = new Map([...(await seller.products())].map(([id, sku]) => [sku, id]));
  const at = (index: number): DayProduct => {
    const { sku, title } = made[index] ?? { sku: '', title: '' };
    return { id: ids.get(sku) ?? 0, sku, title };
  };
  return {
    linked: at(0),
    ambiguous: at(1),
    contested: at(2),
    kept: [at(3), at(4)],
    sold: Array.from({ length: SALES }, (_, index) => at(OTHERS + index)),
  };
}

import type { PictureLinks as Links } from '../../../src/plugin/pictures/picture-links.ts';
import { PictureLinks } from '../../../src/plugin/pictures/picture-links.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { ApiWorld } from '../api-world.ts';
import { openAtStandIn } from '../open-at-stand-in.ts';
import { ebayMarket } from '../town-markets.ts';
import { DOCUMENTED_IDS, askSeller, stockUp } from './documented-stock.ts';
import type { SellerAtEbay } from './documented-stock.ts';

/** Ids of what the documents speak of, by the last word of a path before its id. */
const IDS: Readonly<Record<string, number | string>> = {
  products: 42,
  accounts: 3,
  jobs: 128,
  'batch-jobs': 12,
  tasks: 901,
  listings: 77,
  orders: 31,
  'pending-actions': 5,
  devices: 12,
  webhooks: 4,
  // The other tenant: suspending the one that asks would change every later answer.
  tenants: 2,
  marketplaces: 'ebay',
};

/** The application, eBay's stand-in, and a tenant that has one of everything, under the ids that the documents use. */
export class DocumentedWorld {
  private constructor(
    readonly api: ApiWorld,
    private readonly market: ReturnType<typeof ebayMarket>,
    private readonly at: SellerAtEbay,
  ) {}

  /**
   * @param options `isNew` for ids that count from 1, as in a new program
   * @returns the running world
   */
  static async start(options: { readonly isNew?: boolean } = {}): Promise<DocumentedWorld> {
    const market = ebayMarket();
    const url = await market.standIn.start();
    const opened = await openAtStandIn(url);
    // Marketplaces read the environment themselves; Jest gives each file its own.
    Object.assign(process.env, market.environment());
    const api = await ApiWorld.start({ PICTURE_ORIGINS: url, THROTTLE_PER_MINUTE: '6000' });
    const at = {
      refreshToken: opened['refresh_token'] ?? '',
      settings: market.settings(opened),
      picture: `${url}/pictures/COAT-1.png`,
    };
    await stockUp(api, at, options.isNew === true ? {} : DOCUMENTED_IDS);
    return new DocumentedWorld(api, market, at);
  }

  /** @returns resolves when everything is closed */
  async close(): Promise<void> {
    await this.api.close();
    await this.market.standIn.stop();
  }

  /**
   * Fills the parameters of a path with ids of things that are in the state that the route is for.
   * @param method of the route
   * @param path with its parameters in braces
   * @returns the path, with a query where the route needs one
   */
  async address(method: string, path: string): Promise<string> {
    const id = await this.prepare(`${method} ${path}`);
    return path.replace(/([a-z-]+)\/\{(\w+)\}/g, (_all, thing: string, parameter: string) => {
      const value = id ?? IDS[thing];
      if (value === undefined) throw new Error(`nothing is known for ${parameter} of ${path}`);
      return `${thing}/${value}`;
    });
  }

  /** Brings about what a route is for where the stock does not have it already; returns the id to use instead of the usual one. */
  private async prepare(route: string): Promise<number | string | undefined> {
    const { api } = this;
    switch (route) {
      case 'POST /api/marketplace/jobs/{id}/retry':
        return this.job('failed');
      case 'POST /api/marketplace/jobs/{id}/resume': {
        const id = await this.job();
        await api.as(1)('POST', `/api/marketplace/jobs/${id}/pause`);
        return id;
      }
      case 'POST /api/marketplace/jobs/{id}/cancel':
      case 'POST /api/marketplace/jobs/{id}/pause':
        return this.job();
      case 'POST /api/batch-jobs/{id}/cancel':
      case 'POST /api/batch-jobs/{id}/pause':
      case 'POST /api/batch-jobs/{id}/resume':
      case 'POST /api/batch-jobs/{id}/retry':
        return this.batch(route);
      case 'POST /api/marketplace/accounts/{id}/verify':
        await api.as(1)('PUT', '/api/marketplace/accounts/3/credentials', {
          refresh_token: this.at.refreshToken,
        });
        return undefined;
      case 'POST /api/pending-actions/{id}/dismiss':
        return askSeller(api);
      case 'POST /api/marketplace/jobs':
        // A documented change has taken one of them away.
        await api.as(1)('PATCH', '/api/marketplace/accounts/3', { settings: this.at.settings });
        return undefined;
      case 'PATCH /api/products/{id}':
        // The documented change is based on this version.
        await api.db.query(`update user_1.products set version = 3 where id = 42`);
        return undefined;
      case 'DELETE /api/products/{id}':
        return (await api.products(1, 1))[0];
      case 'DELETE /api/marketplace/accounts/{id}':
        return this.api.account(1);
      case 'DELETE /api/plugin/devices/{id}':
        return (await api.as(1)<{ id: number }>('POST', '/api/plugin/devices', { name: 'Old one' })).body.id;
      case 'DELETE /api/webhooks/{id}': {
        const old = { url: 'https://old.example/hook', events: ['batch.ended'] };
        return (await api.as(1)<{ id: number }>('POST', '/api/webhooks', old)).body.id;
      }
      case 'GET /api/plugin/pictures/{token}': {
        const links: Links = api.get(PictureLinks);
        const path = links.path(tenantRef(1), this.at.picture);
        return path.split('/').at(-1);
      }
      default:
        return undefined;
    }
  }

  private async job(status?: string): Promise<number> {
    const { id } = await this.api.job(1, { marketplace: 'ebay', account_id: 3, action_code: 'delete' });
    if (status !== undefined) await this.api.pretend(1, id, status);
    return id;
  }

  private async batch(route: string): Promise<number> {
    const products = await this.api.products(1, 1);
    const { body } = await this.api.as(1)<{ id: number }>('POST', '/api/batch-jobs', {
      marketplace: 'ebay',
      account_ids: [3],
      action_code: 'delete',
      product_ids: products,
    });
    if (route.endsWith('/resume')) await this.api.as(1)('POST', `/api/batch-jobs/${body.id}/pause`);
    if (route.endsWith('/retry')) await this.api.as(1)('POST', `/api/batch-jobs/${body.id}/cancel`);
    return body.id;
  }
}

import type { PictureLinks as Links } from '../../../src/plugin/pictures/picture-links.ts';
import { PictureLinks } from '../../../src/plugin/pictures/picture-links.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { ApiWorld } from '../api-world.ts';
import { openAtStandIn } from '../open-at-stand-in.ts';
import { ebayMarket } from '../town-markets.ts';

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
  // The other tenant: suspending the one that asks would change every later answer.
  tenants: 2,
  marketplaces: 'ebay',
};

/** The application, eBay's stand-in, and a tenant that has one of everything, under the ids that the documents use. */
export class DocumentedWorld {
  private constructor(
    readonly api: ApiWorld,
    private readonly market: ReturnType<typeof ebayMarket>,
    private readonly refreshToken: string,
    private readonly settings: object,
  ) {}

  /** @returns the running world */
  static async start(): Promise<DocumentedWorld> {
    const market = ebayMarket();
    const url = await market.standIn.start();
    const opened = await openAtStandIn(url);
    // Marketplaces read the environment themselves; Jest gives each file its own.
    Object.assign(process.env, market.environment());
    const api = await ApiWorld.start({ PICTURE_ORIGINS: url });
    const world = new DocumentedWorld(api, market, opened['refresh_token'] ?? '', market.settings(opened));
    await world.furnish();
    return world;
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

  /** Brings about what a route is for where {@link furnish} did not; returns the id to use instead of the usual one. */
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
          refresh_token: this.refreshToken,
        });
        return undefined;
      case 'POST /api/pending-actions/{id}/dismiss':
        return this.pendingAction();
      case 'POST /api/marketplace/jobs':
        // A documented change has taken one of them away.
        await api.as(1)('PATCH', '/api/marketplace/accounts/3', { settings: this.settings });
        return undefined;
      case 'PATCH /api/products/{id}':
        // The documented change is based on this version.
        await api.db.query(`update user_1.products set version = 3 where id = 42`);
        return undefined;
      case 'DELETE /api/products/{id}':
        return (await api.products(1, 1))[0];
      case 'DELETE /api/plugin/devices/{id}':
        return (await api.as(1)<{ id: number }>('POST', '/api/plugin/devices', { name: 'Old one' })).body.id;
      case 'GET /api/plugin/pictures/{token}': {
        const links: Links = api.get(PictureLinks);
        const path = links.path(tenantRef(1), `${this.market.standIn.url}/pictures/COAT-1.png`);
        return path.split('/').at(-1);
      }
      default:
        return undefined;
    }
  }

  private async furnish(): Promise<void> {
    const { api } = this;
    const seller = api.as(1);
    for (const [table, id] of Object.entries({
      products: 42,
      marketplace_accounts: 3,
      batch_jobs: 12,
      marketplace_jobs: 128,
      marketplace_tasks: 901,
      listings: 77,
      orders: 31,
      pending_actions: 5,
      plugin_devices: 12,
    })) {
      await api.db.query(`alter table user_1.${table} alter column id restart with ${id}`);
    }
    for (const sku of ['COAT-0040', 'COAT-0041']) {
      await seller('POST', '/api/products', {
        sku,
        title: 'Wool coat',
        description: 'Worn twice.',
        price: '45.00',
        currency: 'EUR',
        quantity: 5,
        brand: 'Acme',
        category: 'coats',
        gender: 'women',
        condition: 'very_good',
        pictures: [{ url: `${this.market.standIn.url}/pictures/COAT-1.png` }],
      });
    }
    await seller('POST', '/api/marketplace/accounts', {
      marketplace: 'ebay',
      name: 'First shop',
      external_id: 'acme',
      credentials: { refresh_token: this.refreshToken },
      settings: this.settings,
    });
    await api.db.query(
      `update user_1.marketplace_accounts set verified_at = now(),
         checklist = '[{"code":"fulfillment_policy","ok":true,"message":"Found."}]' where id = 3`,
    );
    await seller('POST', '/api/batch-jobs', {
      marketplace: 'ebay',
      account_ids: [3],
      action_code: 'publish',
      product_ids: [42],
    });
    await api.db.query(
      `insert into user_1.marketplace_tasks (job_id, position, task_type, step, effect, description)
       values (128, 1, 'direct_http', 'create_offer', 'once', 'Create the offer')`,
    );
    await api.db.query(
      `insert into user_1.listings (product_id, account_id, status, external_ids)
       values (42, 3, 'live', '{"listing_id":"110550001"}')`,
    );
    await seller('POST', '/api/products/43/sold', { account_id: 3, quantity: 1 });
    await this.pendingAction();
    await seller('POST', '/api/plugin/devices', { name: 'Laptop' });
  }

  private async pendingAction(): Promise<number> {
    const [row] = await this.api.db.query<{ id: number }>(
      `insert into user_1.pending_actions (account_id, product_id, listing_id, job_id, code, message, choices, details)
       values (3, 42, 77, 128, 'listing.changed', 'price changed', '{keep_theirs,keep_ours}',
               '{"fields":{"price":{"ours":"45.00","theirs":"39.00"}}}') returning id`,
    );
    return row?.id ?? 0;
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

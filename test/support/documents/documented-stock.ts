import type { ApiWorld } from '../api-world.ts';

/** First ids of what the documents speak of, by table; a new program counts from 1. */
export const DOCUMENTED_IDS: Readonly<Record<string, number>> = {
  products: 42,
  marketplace_accounts: 3,
  batch_jobs: 12,
  marketplace_jobs: 128,
  marketplace_tasks: 901,
  listings: 77,
  orders: 31,
  pending_actions: 5,
  plugin_devices: 12,
  webhook_endpoints: 4,
};

/** What an account at eBay's stand-in needs. */
export interface SellerAtEbay {
  readonly refreshToken: string;
  readonly settings: object;
  /** A picture that eBay can fetch. */
  readonly picture: string;
}

/**
 * Gives tenant 1 one of everything.
 * @param api the application
 * @param at the seller's account at eBay
 * @param firstIds by table; 1 where a table is not named
 */
export async function stockUp(
  api: ApiWorld,
  at: SellerAtEbay,
  firstIds: Readonly<Record<string, number>>,
): Promise<void> {
  for (const [table, id] of Object.entries(firstIds)) {
    await api.db.query(`alter table user_1.${table} alter column id restart with ${id}`);
  }
  const made = async (path: string, body: object): Promise<number> => {
    const answer = await api.as(1)<{ id: number }>('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  const product = (sku: string): Promise<number> => made('/api/products', fitting(sku, at.picture));
  const [listed, sold] = [await product('COAT-0040'), await product('COAT-0041'), await product('COAT-0043')];
  const account = await made('/api/marketplace/accounts', {
    marketplace: 'ebay',
    name: 'First shop',
    external_id: 'acme',
    credentials: { refresh_token: at.refreshToken },
    settings: at.settings,
  });
  await made('/api/batch-jobs', { marketplace: 'ebay', action_code: 'publish', product_ids: [listed] });
  await api.db.query(
    `insert into user_1.marketplace_tasks (job_id, position, task_type, step, effect, description)
     select id, 1, 'direct_http', 'create_offer', 'once', 'Create the offer' from user_1.marketplace_jobs`,
  );
  await api.db.query(
    `insert into user_1.listings (product_id, account_id, status, external_ids)
     values ($1, $2, 'live', '{"listing_id":"110550001"}')`,
    [listed, account],
  );
  await made(`/api/products/${sold}/sold`, { account_id: account });
  await askSeller(api);
  await made('/api/plugin/devices', { name: 'Laptop' });
  const webhook = await made('/api/webhooks', { url: 'https://shop.example/hook', events: ['batch.ended'] });
  await api.db.query(
    `insert into user_1.webhook_deliveries (endpoint_id, event_id, type, payload)
     values ($1, 90210, 'batch.ended', '{"type":"batch.ended","data":{"id":12}}')`,
    [webhook],
  );
}

/**
 * Puts a finding about the listing to the seller.
 * @param api the application
 * @returns the pending action's id
 */
export async function askSeller(api: ApiWorld): Promise<number> {
  const [row] = await api.db.query<{ id: number }>(
    `insert into user_1.pending_actions (account_id, product_id, listing_id, code, message, choices, details)
     select account_id, product_id, id, 'listing.changed', 'price changed', '{keep_theirs,keep_ours}',
            '{"fields":{"price":{"ours":"45.00","theirs":"39.00"}}}' from user_1.listings returning id`,
  );
  return row?.id ?? 0;
}

function fitting(sku: string, picture: string): object {
  return {
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
    pictures: [{ url: picture }],
  };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../../support/market-town.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { bearer } from '../../support/tokens.ts';
import { etsyMarket } from '../../support/town-markets.ts';
import { waitFor } from '../../support/wait-for.ts';

interface JobView {
  readonly id: number;
  readonly status: string;
  readonly result: Readonly<Record<string, unknown>> | null;
}

interface Row {
  readonly sku: string;
  readonly status: string;
  readonly listing_id: string;
}

describe('an Etsy shop in which others buy, sell and change things', () => {
  const market = etsyMarket();
  let town: MarketTown;
  let server: ServerProcess;
  beforeAll(async () => {
    town = await MarketTown.build(market);
    server = await town.startServer();
    const batch = await town.submitBatch(server, 3);
    await town.untilEnded(server, batch, 3);
  }, 120_000);
  afterAll(() => town.tearDown());

  async function api(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { authorization: await bearer({ tenant: 1 }), 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async function onEtsy(method: string, path: string, body: object): Promise<void> {
    const init = { method, body: JSON.stringify(body) };
    const answer = await fetch(`${market.standIn.url}/_control/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Runs an action on the account; what the job came to. */
  async function run(action_code: string): Promise<unknown> {
    const { id } = (await api('POST', '/api/marketplace/jobs', {
      marketplace: 'etsy',
      action_code,
    })) as JobView;
    let job: unknown;
    await waitFor(
      async () => {
        job = await api('GET', `/api/marketplace/jobs/${id}`);
        return ['completed', 'failed'].includes((job as JobView).status);
      },
      { what: `${action_code} has ended`, timeoutMs: 60_000 },
    );
    return job;
  }

  const listings = (): Promise<readonly Row[]> =>
    town.look<Row>(
      `select p.sku, l.status, l.external_ids->>'listing_id' as listing_id
       from user_1.listings l join user_1.products p on p.id = l.product_id order by l.id`,
    );
  const actions = async (): Promise<readonly string[]> => {
    const rows = await town.look<{ code: string }>('select code from user_1.pending_actions order by code');
    return rows.map(({ code }) => code);
  };

  it('is found in order', async () => {
    expect(await run('check_connection')).toMatchObject({ status: 'completed' });
    expect(await run('sync')).toMatchObject({ status: 'completed' });
    expect((await listings()).map(({ status }) => status)).toEqual(['live', 'live', 'live']);
    expect(await actions()).toEqual([]);
  });

  it('is known again after a sale, an end and a new listing by hand', async () => {
    const [sold, ended] = await listings();
    await onEtsy('POST', 'accounts/seller/receipts', {
      listings: [{ listing_id: Number(sold?.listing_id) }],
    });
    await onEtsy('POST', `listings/${ended?.listing_id}/end`, {});
    await onEtsy('POST', 'accounts/seller/listings', { title: 'Veste de chasse', sku: 'VESTE-1' });

    expect(await run('sync_orders')).toMatchObject({ status: 'completed' });
    const orders = await town.look<{ count: string }>('select count(*) from user_1.orders');
    expect(Number(orders[0]?.count)).toBe(1);
    expect(await run('sync')).toMatchObject({ status: 'completed' });
    expect(await run('import')).toMatchObject({ status: 'completed' });

    const rows = await listings();
    expect(rows.find(({ sku }) => sku === sold?.sku)?.status).toBe('sold');
    expect(rows.find(({ sku }) => sku === ended?.sku)?.status).toBe('ended');
    expect(rows.find(({ sku }) => sku === 'VESTE-1')?.status).toBe('live');
    expect(await actions()).toContain('listing.ended_there');
  });

  it('counts a sale once, however often it is read', async () => {
    await run('sync_orders');
    await run('sync');
    const orders = await town.look<{ count: string }>('select count(*) from user_1.orders');
    expect(Number(orders[0]?.count)).toBe(1);
  });
});

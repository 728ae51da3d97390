import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VINTED_ROUTES } from '../../../src/sandbox/vinted/vinted-routes.ts';
import { VintedStandIn } from '../../../src/sandbox/vinted/vinted-stand-in.ts';
import { Contracts } from '../../support/contracts.ts';
import { RecordingProxy } from '../../support/recording-proxy.ts';
import { itemFields, vintedControl, vintedEffects, VintedBrowser } from '../../support/vinted-browser.ts';
import type { SiteReply } from '../../support/vinted-browser.ts';

const UPLOAD = '/api/v2/item_upload';
/** Not in the description of what was observed, and of these it says nothing about a body. */
const NOT_DESCRIBED = ['/api/v2/transactions/', '/api/v2/items/', '/'];

describe('every operation of the Vinted stand-in, as far as it was observed', () => {
  const vinted = new VintedStandIn();
  let proxy: RecordingProxy;
  let seller: VintedBrowser;
  let stranger: VintedBrowser;

  beforeAll(async () => {
    proxy = new RecordingProxy(await vinted.start());
    const url = await proxy.start();
    seller = await VintedBrowser.open(vinted.url, { login: 'lea', user_id: 81234567 }, url);
    stranger = await VintedBrowser.open(vinted.url, { login: 'tom' }, url);
  });
  afterAll(async () => {
    await proxy.stop();
    await vinted.stop();
  });

  const statuses = async (...calls: (() => Promise<SiteReply>)[]): Promise<readonly number[]> => {
    const seen: number[] = [];
    for (const call of calls) seen.push((await call()).status);
    return seen;
  };
  const get = (path: string): Promise<SiteReply> => seller.call('GET', path);

  it('who is logged in', async () => {
    const current = await get('/api/v2/users/current');
    expect(current.json.user).toMatchObject({ id: 81234567, login: 'lea' });
    const refreshed = await seller.call('POST', '/web/api/auth/refresh');
    expect(refreshed.status).toBe(200);
    const cookies = refreshed.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['access_token_web', 'refresh_token_web']);
    expect((await get('/api/v2/users/current')).json).toMatchObject({ code: 21 });
    seller.cookie = cookies.join('; ');
    expect((await get('/api/v2/users/current')).status).toBe(200);
  });

  it('an item: created, read, changed, shown, sold, deleted', async () => {
    const created = await seller.create();
    const id = Number(created.json.item.id);
    expect(created.json).toMatchObject({
      code: 0,
      item: { id, is_closed: false, item_closing_action: null },
    });
    const own = await get(`${UPLOAD}/items/${id}`);
    const changed = { ...own.json.item, price: 39 };
    expect(
      await statuses(
        () => seller.call('PUT', `${UPLOAD}/items/${id}`, { item: changed }),
        () => get('/api/v2/wardrobe/81234567/items?page=1&per_page=96&order=newest_first'),
        () => stranger.call('GET', '/api/v2/wardrobe/81234567/items?page=1&per_page=97'),
        () => stranger.call('GET', '/api/v2/wardrobe/1/items'),
        () => stranger.call('GET', `${UPLOAD}/items/${id}`),
        () => stranger.call('PUT', `${UPLOAD}/items/${id}`, { item: changed }),
        () => stranger.call('POST', `/api/v2/items/${id}/delete`),
        () => get(`${UPLOAD}/items/1`),
      ),
    ).toEqual([200, 200, 400, 404, 403, 403, 403, 404]);
    expect((await get(`${UPLOAD}/items/${id}`)).json.item.price).toBe(39);

    const { transaction_id } = (await vintedControl(vinted.url, 'POST', `items/${id}/sell`)).json;
    const orders = await get('/api/v2/my_orders?type=sold&status=all&page=1&per_page=100');
    expect(orders.json.my_orders).toEqual([expect.objectContaining({ transaction_id })]);
    expect((await get(`/api/v2/transactions/${transaction_id}`)).json.transaction.item_ids).toEqual([id]);
    const shown = await get('/api/v2/wardrobe/81234567/items');
    expect(shown.json.items).toEqual([
      expect.objectContaining({ id, is_closed: true, item_closing_action: 'sold' }),
    ]);

    const other = Number((await seller.create()).json.item.id);
    expect(
      await statuses(
        () => seller.call('PUT', `${UPLOAD}/items/${id}`, { item: changed }),
        () => seller.call('POST', `/api/v2/items/${id}/delete`),
        () => seller.call('POST', `/api/v2/items/${other}/delete`, {}),
        () => seller.call('POST', `/api/v2/items/${other}/delete`),
        () => seller.call('POST', `/api/v2/items/${other}/delete`),
      ),
    ).toEqual([403, 403, 403, 200, 404]);
    const left = await get('/api/v2/wardrobe/81234567/items');
    expect(left.json.items).toEqual([expect.objectContaining({ id, item_closing_action: 'sold' })]);
  });

  it('a draft is a stub, and what is published is what the body says', async () => {
    const tempUuid = crypto.randomUUID();
    const photo = await seller.upload(tempUuid);
    const draft = itemFields(tempUuid, [Number(photo.json.id)]);
    const created = await seller.call('POST', `${UPLOAD}/drafts`, { draft });
    const id = Number(created.json.draft.id);
    expect(created.json.draft).toEqual({ id });
    const other = await seller.call('POST', `${UPLOAD}/drafts`, { draft });
    const path = `${UPLOAD}/drafts/${id}/completion`;
    expect((await get(`${UPLOAD}/drafts?page=1&per_page=20`)).json.drafts).toHaveLength(2);
    const refused = await seller.call('POST', path, {
      draft: { ...draft, id, catalog_id: 9001, size_id: null },
    });
    expect(refused.json.errors).toEqual([{ field: 'size', value: 'Fill in size to continue' }]);
    const published = await seller.call('POST', path, { draft: { ...draft, id, title: 'Robe' } });
    expect(published.json.item).toMatchObject({ id, title: 'Robe' });
    expect(
      await statuses(
        () => seller.call('POST', path, { draft }),
        () => seller.call('DELETE', `${UPLOAD}/drafts/${String(other.json.draft.id)}`),
        () => seller.call('DELETE', `${UPLOAD}/drafts/${String(other.json.draft.id)}`),
      ),
    ).toEqual([404, 204, 404]);
  });

  it('injected errors look like Vinted’s own', async () => {
    for (const [fault, status] of [
      ['error_before', 500],
      ['rate_limited', 429],
      ['expire_token', 401],
      ['html_page', 403],
      ['challenge', 403],
    ] as const) {
      const script = [{ operation: 'currentUser', fault, nth: 1 }];
      await vintedControl(vinted.url, 'PUT', 'faults', { script });
      expect([fault, (await get('/api/v2/users/current')).status]).toEqual([fault, status]);
    }
    await vintedControl(vinted.url, 'DELETE', 'faults');
  });

  it('leaves no operation out, and contradicts nothing that was observed', async () => {
    const called = Object.keys((await vintedEffects(vinted.url)).calls as object);
    const operations = VINTED_ROUTES.map(({ operation }) => operation);
    expect(called.sort()).toEqual(['refreshSession', ...operations].sort());

    const contracts = Contracts.open();
    if (contracts === undefined) return;
    const broken: string[] = [];
    for (const call of proxy.calls) {
      if (NOT_DESCRIBED.some((path) => (path === '/' ? call.path === path : call.path.startsWith(path))))
        continue;
      const verdict = await contracts.check(call);
      const status = call.answer?.status ?? 0;
      const problems = status < 300 ? [...verdict.request, ...verdict.answer] : verdict.answer;
      broken.push(...problems.map((problem) => `${call.method} ${call.path} ${status}: ${problem}`));
    }
    process.stderr.write(`${contracts.report()}\n`);
    expect(broken).toEqual([]);
    expect([...contracts.counts.keys()]).toEqual(['vinted_observed']);
  });
});

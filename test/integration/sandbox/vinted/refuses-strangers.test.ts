import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VintedStandIn } from '../../../../src/sandbox/vinted/vinted-stand-in.ts';
import { itemFields, vintedControl, VintedBrowser } from '../../../support/vinted-browser.ts';
import type { SiteReply } from '../../../support/vinted-browser.ts';

describe('who may not write on Vinted', () => {
  const vinted = new VintedStandIn();
  let seller: VintedBrowser;
  let count = 0;

  beforeAll(() => vinted.start());
  beforeEach(async () => {
    count += 1;
    seller = await VintedBrowser.open(vinted.url, { login: `lea${count}` });
  });
  afterAll(() => vinted.stop());

  const create = (headers: Record<string, string> = {}): Promise<SiteReply> =>
    seller.call('POST', '/api/v2/item_upload/items', { item: itemFields(crypto.randomUUID(), [1]) }, headers);
  const control = (action: string, body?: unknown): Promise<SiteReply> =>
    vintedControl(vinted.url, 'POST', `accounts/${seller.member.user_id}/${action}`, body);
  const csrfOfPage = async (): Promise<string> =>
    /"CSRF_TOKEN":"([^"]+)"/.exec((await seller.call('GET', '/')).text)?.[1] ?? '';

  it.each([
    ['without the page’s token', ''],
    ['with another token', crypto.randomUUID()],
  ])('a write %s: 403 and 106', async (_case, token) => {
    const refused = await create({ 'x-csrf-token': token });
    expect([refused.status, refused.json.code, refused.json.message_code]).toEqual([
      403,
      106,
      'access_denied',
    ]);
    expect(await csrfOfPage()).toBe(seller.csrf);
  });

  it('a read needs no token', async () => {
    const read = await seller.call('GET', '/api/v2/users/current', undefined, { 'x-csrf-token': '' });
    expect(read.status).toBe(200);
  });

  it('JSON where a form is expected: 403 and 106', async () => {
    const refused = await seller.call('POST', '/api/v2/photos', { photo: { type: 'item' } });
    expect([refused.status, refused.json.code]).toEqual([403, 106]);
  });

  it('the upload routes without the form’s headers: 500 and 105', async () => {
    const refused = await create({ 'x-enable-dynamic-attribute-size': '' });
    expect([refused.status, refused.json.code]).toEqual([500, 105]);
  });

  it('nobody: 401 and 21, until somebody logs in, whose page carries another token', async () => {
    await control('log_out');
    const refused = await create();
    expect([refused.status, refused.json.code]).toEqual([401, 21]);
    await control('log_in');
    expect((await create()).json.code).toBe(106);
    seller.csrf = await csrfOfPage();
    expect((await create()).json.code).toBe(99);
  });

  it('a session that has run out: 401 and 100, until it is renewed', async () => {
    await control('expire');
    expect((await seller.call('GET', '/api/v2/users/current')).json).toMatchObject({ code: 100 });
    const renewed = await seller.call('POST', '/web/api/auth/refresh');
    seller.cookie = renewed.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    expect((await seller.call('GET', '/api/v2/users/current')).status).toBe(200);
  });

  it('a browser that somebody else uses is somebody else', async () => {
    const other = await VintedBrowser.open(vinted.url, { login: `tom${count}` });
    const path = `sessions/${seller.member.session}`;
    await vintedControl(vinted.url, 'PUT', path, { user_id: other.member.user_id });
    expect((await seller.call('GET', '/api/v2/users/current')).json.user.login).toBe(`tom${count}`);
  });

  it.each([
    ['html', 'text/html; charset=utf-8', /just a moment/i],
    ['json', 'application/json', /captcha-delivery/],
  ])('whoever may be no human: 403 as %s, until it is solved', async (form, type, body) => {
    await control('challenge', { form });
    const refused = await seller.call('GET', '/api/v2/users/current');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, type]);
    expect(refused.text).toMatch(body);
    await control('solve');
    expect((await seller.call('GET', '/api/v2/users/current')).status).toBe(200);
  });

  it('whoever writes too fast: 429 with the wait', async () => {
    await vintedControl(vinted.url, 'PUT', 'options', { write_limit: 2, write_window_seconds: 60 });
    expect([(await create()).status, (await create()).status]).toEqual([400, 400]);
    const refused = await create();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^\d+$/),
    ]);
    await vintedControl(vinted.url, 'PUT', 'options', { write_limit: 0 });
  });

  it('an address that is not there answers with a page', async () => {
    const page = await seller.call('GET', '/api/v2/items/1');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

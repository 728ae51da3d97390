import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VintedStandIn } from '../../../../src/sandbox/vinted/vinted-stand-in.ts';
import { vintedControl, vintedEffects, VintedBrowser } from '../../../support/vinted-browser.ts';

describe('how the Vinted stand-in fails', () => {
  const vinted = new VintedStandIn();
  let seller: VintedBrowser;
  let count = 0;

  beforeAll(() => vinted.start());
  beforeEach(async () => {
    count += 1;
    seller = await VintedBrowser.open(vinted.url, { login: `lea${count}` });
  });
  afterAll(() => vinted.stop());

  const arm = async (fault: string, more: Record<string, unknown> = {}): Promise<void> => {
    const script = [{ operation: 'createItem', fault, nth: 1, ...more }];
    expect((await vintedControl(vinted.url, 'PUT', 'faults', { script })).status).toBe(204);
  };
  const live = async (): Promise<number> => {
    const { accounts } = await vintedEffects(vinted.url);
    return accounts.find(({ account }: { account: string }) => account === `lea${count}`).live_listings
      .length;
  };

  it.each([
    ['error_before', {}, [500, 105], 0],
    ['error_after', {}, [500, 105], 1],
    ['empty_answer', {}, [200, undefined], 1],
    ['html_page', { error_id: 200 }, [200, undefined], 0],
    ['html_page', {}, [403, undefined], 0],
    ['challenge', {}, [403, undefined], 0],
    ['rate_limited', { retry_after: 7 }, [429, 429], 0],
    ['expire_token', {}, [401, 100], 0],
    ['refuse', { error_id: 106 }, [403, 106], 0],
    ['refuse', {}, [403, 106], 0],
  ] as const)('%s %j: %j, %i items', async (fault, more, answer, items) => {
    await arm(fault, more);
    const reply = await seller.create();
    expect([reply.status, reply.json.code]).toEqual(answer);
    expect(await live()).toBe(items);
  });

  it.each([
    ['lose_answer', 1],
    ['reset_before', 0],
  ])('%s: no answer, %i items', async (fault, items) => {
    await arm(fault);
    await expect(seller.create()).rejects.toThrow('fetch failed');
    expect(await live()).toBe(items);
  });

  it.each([
    [7, '7'],
    [0, null],
  ])('asks to wait %i seconds in the header %j', async (seconds, header) => {
    await arm('rate_limited', { retry_after: seconds });
    expect((await seller.create()).headers.get('retry-after')).toBe(header);
  });

  it('asks for a human until one comes', async () => {
    await arm('challenge');
    await seller.create();
    expect((await seller.call('GET', '/api/v2/users/current')).status).toBe(403);
    await vintedControl(vinted.url, 'POST', `accounts/${seller.member.user_id}/solve`);
    expect((await seller.create()).status).toBe(200);
  });

  it('strikes the item with one SKU, and no other', async () => {
    await arm('error_before', { resource: 'B2' });
    expect((await seller.create({ description: 'Ref. B1' })).status).toBe(200);
    expect((await seller.create({ description: 'Ref. B2' })).status).toBe(500);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { ChecklistItem } from '../../../../src/handlers/contract/marketplace-adapter.ts';
import { EtsyBench } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';

describe('verifying an Etsy account', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  const verify = (shop: BenchShop): Promise<readonly ChecklistItem[]> =>
    shop.adapter.verify(tenantRef(1), shop.account, AbortSignal.timeout(5_000));
  const failing = (items: readonly ChecklistItem[]): readonly string[] =>
    items.filter(({ ok }) => !ok).map(({ code }) => code);
  const change = (shop: BenchShop, settings: Readonly<Record<string, unknown>>): void => {
    shop.account = { ...shop.account, settings: { ...shop.account.settings, ...settings } };
  };

  it('finds everything in order, with the choices the seller has', async () => {
    const shop = await bench.seller();
    const items = await verify(shop);
    expect(failing(items)).toEqual([]);
    expect(items.map(({ code }) => code)).toEqual([
      'shop',
      'currency',
      'shipping_profile',
      'return_policy',
      'readiness_state',
    ]);
    expect(items.find(({ code }) => code === 'return_policy')?.choices).toEqual([
      { id: String(shop.opened.return_policy_id), name: expect.any(String) },
    ]);
  });

  it('offers the shop and its terms where nothing is chosen yet', async () => {
    const shop = await bench.seller();
    shop.account = { ...shop.account, settings: {} };
    const items = await verify(shop);
    expect(failing(items)).toEqual(['shop', 'shipping_profile', 'return_policy', 'readiness_state']);
    expect(items.find(({ code }) => code === 'shop')?.choices?.[0]?.id).toBe(String(shop.opened.shop_id));
    expect(items.find(({ code }) => code === 'currency')?.message).toContain('EUR');
    // What it offers, in the settings that it names, is all that was missing.
    change(shop, Object.fromEntries(items.map(({ setting, choices }) => [setting, choices?.[0]?.id])));
    expect(failing(await verify(shop))).toEqual([]);
  });

  it('notices a currency that is not the shop’s, and a profile that is not there', async () => {
    const shop = await bench.seller();
    change(shop, { currency: 'USD', shipping_profile_id: 1 });
    expect(failing(await verify(shop))).toEqual(['currency', 'shipping_profile']);
  });

  it('asks for what the shop does not have', async () => {
    const shop = await bench.seller({}, { return_policy: false });
    const item = (await verify(shop)).find(({ code }) => code === 'return_policy');
    expect(item).toMatchObject({ ok: false, actor: 'seller', choices: [] });
    expect(item?.message).toMatch(/create/i);
  });

  it('says that the account must be connected again after the consent was withdrawn', async () => {
    const shop = await bench.seller();
    await bench.control('POST', `accounts/${shop.opened.account}/revoke`);
    expect(failing(await verify(shop))).toEqual(['connection']);
  });

  it('fails as unavailable, and not as a wrong account, when Etsy does not answer', async () => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation: 'getShop', fault: 'error_before' }] });
    await expect(verify(shop)).rejects.toMatchObject({ code: 'etsy.unavailable', kind: 'unavailable' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { ChecklistItem } from '../../../../src/handlers/contract/marketplace-adapter.ts';
import { EbayBench } from './ebay-bench.ts';
import type { BenchSeller } from './ebay-bench.ts';

describe('verifying an eBay account', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const verify = (seller: BenchSeller): Promise<readonly ChecklistItem[]> =>
    seller.adapter.verify(tenantRef(1), seller.account, AbortSignal.timeout(5_000));
  const failing = (items: readonly ChecklistItem[]): readonly string[] =>
    items.filter(({ ok }) => !ok).map(({ code }) => code);

  it('finds everything in order, with the choices the seller has', async () => {
    const items = await verify(await bench.seller());
    expect(failing(items)).toEqual([]);
    expect(items.map(({ code }) => code)).toEqual([
      'marketplace',
      'registration',
      'business_policies',
      'fulfillment_policy',
      'payment_policy',
      'return_policy',
      'location',
    ]);
    expect(items.find(({ code }) => code === 'location')?.choices).toEqual([{ id: 'main', name: 'Atelier' }]);
  });

  it('offers the policies found where the chosen one is not among them', async () => {
    const seller = await bench.seller();
    const { settings } = seller.account;
    const chosen = String(settings['payment_policy_id']);
    seller.account = { ...seller.account, settings: { ...settings, payment_policy_id: '1' } };
    const items = await verify(seller);
    expect(failing(items)).toEqual(['payment_policy']);
    const item = items.find(({ code }) => code === 'payment_policy');
    expect(item?.actor).toBe('seller');
    expect(item?.choices?.map(({ id }) => id)).toEqual([chosen]);
  });

  it('names the setting of each choice: choosing what it offers makes an account ready that had nothing', async () => {
    const seller = await bench.seller();
    const choose = async (): Promise<readonly string[]> => {
      const missing = (await verify(seller)).filter(({ ok }) => !ok);
      const chosen = missing.map(({ setting = '', choices = [] }) => [
        setting,
        (choices.find(({ id }) => id === 'EBAY_FR') ?? choices[0])?.id,
      ]);
      const settings = { ...seller.account.settings, ...Object.fromEntries(chosen) };
      seller.account = { ...seller.account, settings };
      return missing.map(({ code }) => code);
    };
    seller.account = { ...seller.account, settings: {} };
    // Policies belong to a site, so they are offered once there is one.
    expect(await choose()).toEqual(['marketplace', 'location']);
    expect(await choose()).toEqual(['fulfillment_policy', 'payment_policy', 'return_policy']);
    expect(await choose()).toEqual([]);
  });

  it('says that the account must be connected again after the consent was withdrawn', async () => {
    const seller = await bench.seller();
    await bench.control('POST', `accounts/${seller.account.externalId}/revoke`);
    expect(failing(await verify(seller))).toEqual(['connection']);
  });

  it('fails as unavailable, and not as a wrong account, when eBay does not answer', async () => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation: 'getPrivileges', fault: 'error_before' }] });
    await expect(verify(seller)).rejects.toMatchObject({ code: 'ebay.unavailable', kind: 'unavailable' });
  });
});

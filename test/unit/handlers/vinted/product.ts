import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import type { PlanContext } from '../../../../src/handlers/contract/contexts.ts';
import { readVintedSettings } from '../../../../src/handlers/vinted/vinted-account-settings.ts';
import type { VintedAccountSettings } from '../../../../src/handlers/vinted/vinted-account-settings.ts';

/**
 * @param change what differs from a product that fits
 * @returns a product
 */
export function aProduct(change: Partial<ProductSnapshot> = {}): ProductSnapshot {
  return {
    id: 1,
    sku: 'COAT1',
    title: 'Wool coat',
    description: 'Warm.',
    price: '45.50',
    currency: 'EUR',
    quantity: 1,
    brand: 'Sézane',
    category: 'coats',
    size: 'M',
    colour: 'Bleu marine',
    material: 'Laine',
    condition: 'very_good',
    gender: 'women',
    madeYear: null,
    pictures: [{ url: 'https://pictures.example/1.jpg' }, { url: 'https://pictures.example/2.jpg' }],
    attributes: {},
    status: 'active',
    version: 1,
    ...change,
  };
}

/**
 * @param settings the account's settings
 * @returns an account
 */
export function anAccount(
  settings: Readonly<Record<string, unknown>> = { site: 'vinted.fr' },
): AccountSnapshot {
  return { id: 1, marketplace: 'vinted', externalId: '81234567', status: 'connected', settings };
}

/** @returns parsed settings */
export function someSettings(): VintedAccountSettings {
  const reading = readVintedSettings({ site: 'vinted.fr' });
  if (!reading.ok) throw new Error(JSON.stringify(reading.fields));
  return reading.settings;
}

/**
 * @param product the product
 * @param listing what is known of it on the account
 * @returns a job that publishes it
 */
export function aJob(product: ProductSnapshot, listing: ListingSnapshot | null = null): PlanContext {
  return {
    tenant: tenantRef(1),
    job: { id: 1, marketplace: 'vinted', actionCode: 'publish', input: {} },
    product,
    account: anAccount(),
    listing,
    superseded: [],
  };
}

import type { AccountSnapshot, ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { readEbaySettings } from '../../../../src/handlers/ebay/ebay-account-settings.ts';
import type { EbayAccountSettings } from '../../../../src/handlers/ebay/ebay-account-settings.ts';

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
    price: '45.00',
    currency: 'EUR',
    quantity: 1,
    brand: 'Sézane',
    category: 'coats',
    size: 'M',
    colour: 'Blue',
    material: 'Wool',
    condition: 'very_good',
    gender: 'women',
    madeYear: null,
    pictures: [{ url: 'https://pictures.example/1.jpg' }],
    attributes: {},
    status: 'active',
    version: 1,
    ...change,
  };
}

/** Settings of an account in order, as stored. */
export const RAW_SETTINGS: Readonly<Record<string, unknown>> = {
  marketplace_id: 'EBAY_FR',
  fulfillment_policy_id: '11',
  payment_policy_id: '12',
  return_policy_id: '13',
  merchant_location_key: 'main',
};

/**
 * @param settings what differs from settings in order
 * @returns an account
 */
export function anAccount(settings: Readonly<Record<string, unknown>> = {}): AccountSnapshot {
  return {
    id: 1,
    marketplace: 'ebay',
    externalId: 'seller',
    status: 'connected',
    settings: { ...RAW_SETTINGS, ...settings },
  };
}

/**
 * @param settings what differs from settings in order
 * @returns parsed settings
 */
export function someSettings(settings: Readonly<Record<string, unknown>> = {}): EbayAccountSettings {
  const reading = readEbaySettings({ ...RAW_SETTINGS, ...settings });
  if (!reading.ok) throw new Error(JSON.stringify(reading.fields));
  return reading.settings;
}

import type { AccountSnapshot, ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { readEtsySettings } from '../../../../src/handlers/etsy/etsy-account-settings.ts';
import type { EtsyAccountSettings } from '../../../../src/handlers/etsy/etsy-account-settings.ts';

/**
 * @param change what differs from a product that fits
 * @returns a product old enough for Etsy in every year these tests know
 */
export function aVintageProduct(change: Partial<ProductSnapshot> = {}): ProductSnapshot {
  return {
    id: 1,
    sku: 'DRESS-1',
    title: 'Robe en soie',
    description: 'Très belle robe <b>légère</b> & fluide.\nTaille 38.',
    price: '45.50',
    currency: 'EUR',
    quantity: 1,
    brand: 'Cacharel',
    category: 'dresses',
    size: '38',
    colour: 'Bleu',
    material: 'Soie',
    condition: 'very_good',
    gender: 'women',
    madeYear: 1994,
    pictures: [{ url: 'https://pictures.example/1.jpg' }],
    attributes: {},
    status: 'active',
    version: 1,
    ...change,
  };
}

/** Settings of an account in order, as stored. */
export const RAW_SETTINGS: Readonly<Record<string, unknown>> = {
  shop_id: 11,
  shipping_profile_id: 12,
  return_policy_id: 13,
  readiness_state_id: 14,
  currency: 'EUR',
};

/** @returns the parsed settings */
export function someSettings(): EtsyAccountSettings {
  const reading = readEtsySettings(RAW_SETTINGS);
  if (!reading.ok) throw new Error('the settings are wrong');
  return reading.settings;
}

/**
 * @param settings what differs from settings in order
 * @returns an account
 */
export function anAccount(settings: Readonly<Record<string, unknown>> = {}): AccountSnapshot {
  return {
    id: 5,
    marketplace: 'etsy',
    externalId: '11',
    status: 'connected',
    settings: { ...RAW_SETTINGS, ...settings },
  };
}

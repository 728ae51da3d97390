import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { moneyOf } from './money.ts';

/**
 * @param world knows where the stand-in listens
 * @param shop the shop
 * @returns Etsy's `Shop`
 */
export function describeShop(world: EtsyWorld, shop: EtsyShop): Record<string, unknown> {
  const { setup } = shop;
  const sold = [...shop.receipts.values()]
    .flatMap(({ transactions }) => transactions)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    shop_id: setup.shopId,
    user_id: setup.userId,
    shop_name: setup.name,
    create_date: setup.createdAt,
    created_timestamp: setup.createdAt,
    title: null,
    announcement: null,
    currency_code: setup.currency,
    is_vacation: false,
    vacation_message: null,
    sale_message: null,
    digital_sale_message: null,
    update_date: setup.createdAt,
    updated_timestamp: setup.createdAt,
    listing_active_count: shop.liveListings().length,
    digital_listing_count: 0,
    login_name: setup.name,
    accepts_custom_requests: false,
    url: `${world.baseUrl}/shop/${encodeURIComponent(setup.name)}`,
    num_favorers: 0,
    languages: ['fr'],
    is_using_structured_policies: true,
    is_direct_checkout_onboarded: true,
    is_etsy_payments_onboarded: true,
    is_shop_us_based: false,
    transaction_sold_count: sold,
    shipping_from_country_iso: 'FR',
    shop_location_country_iso: 'FR',
    review_count: null,
    review_average: null,
  };
}

/**
 * @param shop the shop
 * @returns Etsy's `ShopShippingProfile` of each profile
 */
export function describeShippingProfiles({ setup }: EtsyShop): readonly Record<string, unknown>[] {
  const profile = setup.shippingProfile;
  if (profile === undefined) return [];
  const destination = {
    shipping_profile_destination_id: profile.id + 1,
    shipping_profile_id: profile.id,
    origin_country_iso: 'FR',
    destination_country_iso: 'FR',
    destination_region: 'none',
    primary_cost: moneyOf(490, setup.currency),
    secondary_cost: moneyOf(0, setup.currency),
    shipping_carrier_id: null,
    mail_class: null,
    min_delivery_days: 2,
    max_delivery_days: 5,
  };
  return [
    {
      shipping_profile_id: profile.id,
      title: 'Colis suivi',
      user_id: setup.userId,
      origin_country_iso: 'FR',
      is_deleted: false,
      shipping_profile_destinations: profile.complete ? [destination] : [],
      shipping_profile_upgrades: [],
      origin_postal_code: '75001',
      profile_type: 'manual',
      domestic_handling_fee: 0,
      international_handling_fee: 0,
    },
  ];
}

/**
 * @param shop the shop
 * @returns Etsy's `ShopReturnPolicy` of each policy
 */
export function describeReturnPolicies({ setup }: EtsyShop): readonly Record<string, unknown>[] {
  if (setup.returnPolicyId === undefined) return [];
  return [
    {
      return_policy_id: setup.returnPolicyId,
      shop_id: setup.shopId,
      accepts_returns: true,
      accepts_exchanges: false,
      return_deadline: 30,
    },
  ];
}

/**
 * @param shop the shop
 * @returns Etsy's `ShopProcessingProfile` of each readiness state
 */
export function describeReadinessStates({ setup }: EtsyShop): readonly Record<string, unknown>[] {
  if (setup.readinessStateId === undefined) return [];
  return [
    {
      shop_id: setup.shopId,
      readiness_state_id: setup.readinessStateId,
      readiness_state: 'ready_to_ship',
      min_processing_days: 1,
      max_processing_days: 2,
      processing_days_display_label: '1-2 days',
    },
  ];
}

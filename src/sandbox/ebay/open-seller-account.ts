import { createHash } from 'node:crypto';
import { flagAt, InvalidControl, isRecord, numberAt, stringAt, textsAt } from '../control/control-body.ts';
import type { MarketplacePolicies } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import { MARKETPLACE_CURRENCIES } from './marketplaces.ts';
import { SellerAccount } from './seller-account.ts';
import { SELLER_SCOPES } from './token-endpoint.ts';

/** Everything a program needs to sell through a new account of the stand-in. */
export interface OpenedSellerAccount {
  readonly account: string;
  readonly refresh_token: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly merchant_location_key: string;
  readonly marketplaces: Readonly<
    Record<
      string,
      {
        readonly fulfillment_policy_id: string;
        readonly payment_policy_id: string;
        readonly return_policy_id: string;
        readonly currency: string;
      }
    >
  >;
}

/**
 * Opens a seller account.
 *
 * @param world where
 * @param body `{name, marketplaces?, opted_in?, registration_completed?, selling_limit?: {quantity, amount?, currency?},
 *   merchant_location_key?, refresh_token?, scopes?}`; one marketplace, EBAY_FR, and everything in order by default; an
 *   empty location key leaves the account without a location
 * @returns credentials, policies and location
 * @throws InvalidControl when the name is missing or taken, or a marketplace is unknown
 */
export function openSellerAccount(world: EbayWorld, body: unknown): OpenedSellerAccount {
  if (!isRecord(body)) throw new InvalidControl('an account must be an object');
  const name = stringAt(body, 'name');
  if (name === undefined || world.accounts.has(name)) throw new InvalidControl('name is missing or taken');
  const marketplaces = textsAt(body, 'marketplaces') ?? ['EBAY_FR'];
  const policies: Record<string, MarketplacePolicies> = {};
  for (const marketplace of marketplaces) {
    if (MARKETPLACE_CURRENCIES[marketplace] === undefined)
      throw new InvalidControl(`unknown: ${marketplace}`);
    policies[marketplace] = {
      fulfillment: world.nextPolicyId(),
      payment: world.nextPolicyId(),
      return: world.nextPolicyId(),
    };
  }
  const account = new SellerAccount({
    name,
    refreshToken: stringAt(body, 'refresh_token') ?? refreshTokenOf(name),
    scopes: textsAt(body, 'scopes') ?? SELLER_SCOPES,
    optedIn: flagAt(body, 'opted_in') ?? true,
    registrationCompleted: flagAt(body, 'registration_completed') ?? true,
    sellingLimit: sellingLimitOf(body['selling_limit']),
    policies,
  });
  const locationKey = stringAt(body, 'merchant_location_key') ?? 'main';
  if (locationKey !== '') account.locations.set(locationKey, LOCATION);
  world.accounts.set(name, account);
  return {
    account: name,
    refresh_token: account.setup.refreshToken,
    client_id: world.options.clientId,
    client_secret: world.options.clientSecret,
    merchant_location_key: locationKey,
    marketplaces: Object.fromEntries(
      Object.entries(policies).map(([marketplace, ids]) => [marketplace, describePolicies(marketplace, ids)]),
    ),
  };
}

/** The same in every run: faults at the token endpoint are drawn by what is sent to it. */
function refreshTokenOf(name: string): string {
  return `v^1.1#r^1#${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}

const LOCATION = {
  name: 'Atelier',
  phone: '+33100000000',
  merchantLocationStatus: 'ENABLED',
  locationTypes: ['WAREHOUSE'],
  location: {
    address: {
      addressLine1: '1 rue des Essais',
      city: 'Paris',
      stateOrProvince: 'Île-de-France',
      postalCode: '75001',
      country: 'FR',
    },
  },
};

function describePolicies(
  marketplace: string,
  ids: MarketplacePolicies,
): OpenedSellerAccount['marketplaces'][string] {
  return {
    fulfillment_policy_id: ids.fulfillment,
    payment_policy_id: ids.payment,
    return_policy_id: ids.return,
    currency: MARKETPLACE_CURRENCIES[marketplace] ?? '',
  };
}

function sellingLimitOf(value: unknown): SellerAccount['setup']['sellingLimit'] {
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw new InvalidControl('selling_limit must be an object');
  return {
    quantity: numberAt(value, 'quantity') ?? 0,
    amount: stringAt(value, 'amount') ?? '5000.00',
    currency: stringAt(value, 'currency') ?? 'EUR',
  };
}

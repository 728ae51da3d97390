import { flagAt, InvalidControl, isRecord, stringAt, textsAt } from '../control/control-body.ts';
import { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { SHOP_SCOPES } from './token-endpoint.ts';

/** Everything a program needs to sell through a new shop of the stand-in. */
export interface OpenedShop {
  readonly account: string;
  readonly user_id: number;
  readonly shop_id: number;
  /** Null for a shop that was opened without one; so are the two below. */
  readonly shipping_profile_id: number | null;
  readonly return_policy_id: number | null;
  readonly readiness_state_id: number | null;
  readonly currency: string;
  readonly scopes: readonly string[];
  /** Keystring of the application. */
  readonly client_id: string;
  readonly shared_secret: string;
  /** Value of `x-api-key`: `keystring:shared_secret`. */
  readonly api_key: string;
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token: string;
}

/**
 * Opens a shop.
 *
 * @param world where
 * @param body `{name, currency?, shipping_profile?, shipping_profile_complete?, return_policy?, readiness_state?,
 *   refresh_token?, scopes?, client_id?, shared_secret?}`; the flags are true by default, the currency is EUR, and a
 *   `client_id` that is not known yet registers an application with a budget of its own
 * @returns identity, credentials, profiles and policies
 * @throws InvalidControl when the name is missing or taken
 */
export function openShop(world: EtsyWorld, body: unknown): OpenedShop {
  if (!isRecord(body)) throw new InvalidControl('an account must be an object');
  const name = stringAt(body, 'name');
  if (name === undefined || world.shops.has(name)) throw new InvalidControl('name is missing or taken');
  const application = world.register(
    stringAt(body, 'client_id') ?? world.options.clientId,
    stringAt(body, 'shared_secret') ?? world.options.sharedSecret,
  );
  const numbered = (flag: string, base: number): number | undefined =>
    (flagAt(body, flag) ?? true) ? world.nextId(base) : undefined;
  const profileId = numbered('shipping_profile', 200_000_000);
  const complete = flagAt(body, 'shipping_profile_complete') ?? true;
  const shop = new EtsyShop({
    name,
    userId: world.nextId(100_000_000),
    shopId: world.nextId(20_000_000),
    clientId: application.clientId,
    scopes: textsAt(body, 'scopes') ?? SHOP_SCOPES,
    currency: stringAt(body, 'currency') ?? 'EUR',
    shippingProfile: profileId === undefined ? undefined : { id: profileId, complete },
    returnPolicyId: numbered('return_policy', 300_000_000),
    readinessStateId: numbered('readiness_state', 400_000_000),
    createdAt: world.seconds(),
  });
  world.shops.set(name, shop);
  const pair = world.issueTokens(shop, stringAt(body, 'refresh_token'));
  return {
    account: name,
    user_id: shop.setup.userId,
    shop_id: shop.setup.shopId,
    shipping_profile_id: profileId ?? null,
    return_policy_id: shop.setup.returnPolicyId ?? null,
    readiness_state_id: shop.setup.readinessStateId ?? null,
    currency: shop.setup.currency,
    scopes: shop.setup.scopes,
    client_id: application.clientId,
    shared_secret: application.sharedSecret,
    api_key: `${application.clientId}:${application.sharedSecret}`,
    access_token: pair.accessToken,
    expires_in: world.options.accessTokenSeconds,
    refresh_token: pair.refreshToken,
  };
}

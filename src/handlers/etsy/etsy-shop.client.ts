import { Injectable } from '@nestjs/common';
import { recordsOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { EtsyApi, malformedAnswer } from './etsy-api.ts';
import { positive } from './etsy-account-settings.ts';
import type { EtsyCaller } from './etsy-tokens.ts';

/** Something a seller chooses among: a profile or a policy. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What Etsy says of a shop. */
export interface EtsyShop extends Choice {
  readonly currency: string | undefined;
  readonly onVacation: boolean;
}

/** The reading calls that tell whether a shop can publish. */
@Injectable()
export class EtsyShopClient {
  constructor(private readonly api: EtsyApi) {}

  /**
   * getMe.
   * @param caller for whom
   * @returns the id of the user's shop; undefined for a user without one
   * @throws {CallFailedError} when it is no success
   */
  async shopId(caller: EtsyCaller): Promise<number | undefined> {
    const body = await this.get(caller, 'users/me');
    // An empty answer is no user without a shop.
    if (positive(body['user_id']) === undefined) throw malformedAnswer('none', 'a user');
    return positive(body['shop_id']);
  }

  /**
   * getShop.
   * @param caller for whom
   * @param shopId the shop
   * @returns the shop
   * @throws {CallFailedError} when it is no success
   */
  async shop(caller: EtsyCaller, shopId: number): Promise<EtsyShop> {
    const body = await this.get(caller, `shops/${shopId}`);
    if (positive(body['shop_id']) === undefined) throw malformedAnswer('none', 'a shop');
    return {
      id: String(shopId),
      name: textOf(body['shop_name']) ?? String(shopId),
      currency: textOf(body['currency_code']),
      onVacation: body['is_vacation'] === true,
    };
  }

  /**
   * getShopShippingProfiles.
   * @param caller for whom
   * @param shopId the shop
   * @returns the profiles that still exist
   * @throws {CallFailedError} when it is no success
   */
  async shippingProfiles(caller: EtsyCaller, shopId: number): Promise<readonly Choice[]> {
    const list = await this.list(caller, `shops/${shopId}/shipping-profiles`);
    return list
      .filter((profile) => profile['is_deleted'] !== true)
      .flatMap((profile) => choiceOf(profile['shipping_profile_id'], textOf(profile['title'])));
  }

  /**
   * getShopReturnPolicies. Etsy gives them no names.
   * @param caller for whom
   * @param shopId the shop
   * @returns the policies, named by what they say
   * @throws {CallFailedError} when it is no success
   */
  async returnPolicies(caller: EtsyCaller, shopId: number): Promise<readonly Choice[]> {
    const list = await this.list(caller, `shops/${shopId}/policies/return`);
    return list.flatMap((policy) => choiceOf(policy['return_policy_id'], policyName(policy)));
  }

  /**
   * getShopReadinessStateDefinitions.
   * @param caller for whom
   * @param shopId the shop
   * @returns the processing profiles
   * @throws {CallFailedError} when it is no success
   */
  async readinessStates(caller: EtsyCaller, shopId: number): Promise<readonly Choice[]> {
    const list = await this.list(caller, `shops/${shopId}/readiness-state-definitions?limit=100`);
    return list.flatMap((profile) => {
      const state = (textOf(profile['readiness_state']) ?? '').replaceAll('_', ' ');
      const days = textOf(profile['processing_days_display_label']);
      return choiceOf(profile['readiness_state_id'], [state, days].filter(Boolean).join(', '));
    });
  }

  private async list(caller: EtsyCaller, path: string): Promise<readonly JsonRecord[]> {
    const { results } = await this.get(caller, path);
    if (!Array.isArray(results)) throw malformedAnswer('none', 'results');
    return recordsOf(results);
  }

  private get(caller: EtsyCaller, path: string): Promise<JsonRecord> {
    return this.api.call(caller, { method: 'GET', path, effect: 'none' });
  }
}

function policyName(policy: JsonRecord): string {
  const days = textOf(policy['return_deadline']);
  const accepted = [
    ...(policy['accepts_returns'] === true ? ['returns'] : []),
    ...(policy['accepts_exchanges'] === true ? ['exchanges'] : []),
  ].join(' and ');
  if (accepted === '') return 'no returns';
  return days === undefined ? accepted : `${accepted} within ${days} days`;
}

function choiceOf(id: unknown, name: string | undefined): readonly Choice[] {
  const known = positive(id);
  if (known === undefined) return [];
  return [{ id: String(known), name: name === undefined || name === '' ? String(known) : name }];
}

import { Injectable } from '@nestjs/common';
import type { JsonRecord } from '../http/json-shape.ts';
import { recordsOf, textOf } from '../http/json-shape.ts';
import { EbayApi, malformedAnswer } from './ebay-api.ts';
import type { EbayCaller } from './ebay-tokens.ts';
import { EbayEnvironment } from './ebay.environment.ts';

/** Kinds of business policies a listing needs, as eBay's paths spell them. */
export const POLICY_KINDS = ['fulfillment', 'payment', 'return'] as const;
/** One of {@link POLICY_KINDS}. */
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** Something a seller chooses among: a policy or a location. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What eBay says of an inventory location. */
export interface EbayLocation extends Choice {
  readonly enabled: boolean;
}

const LIMIT = 'application' as const;

/** The reading calls of eBay's Account API, and of locations, that tell whether an account can publish. */
@Injectable()
export class EbayAccountClient {
  constructor(
    private readonly api: EbayApi,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * getFulfillmentPolicies, getPaymentPolicies and getReturnPolicies.
   * @param caller for whom
   * @param kind which policies
   * @param marketplaceId on which site
   * @returns the seller's policies of that kind there
   * @throws {CallFailedError} when it is no success
   */
  async policies(caller: EbayCaller, kind: PolicyKind, marketplaceId: string): Promise<readonly Choice[]> {
    const path = `sell/account/v1/${kind}_policy?marketplace_id=${encodeURIComponent(marketplaceId)}`;
    const list = listOf(await this.get(caller, path), `${kind}Policies`);
    return list.flatMap((policy) => choiceOf(policy[`${kind}PolicyId`], policy['name']));
  }

  /**
   * getOptedInPrograms.
   * @param caller for whom
   * @returns the programmes the seller takes part in
   * @throws {CallFailedError} when it is no success
   */
  async optedInPrograms(caller: EbayCaller): Promise<readonly string[]> {
    const body = await this.get(caller, 'sell/account/v1/program/get_opted_in_programs');
    return listOf(body, 'programs').flatMap(({ programType }) => textOf(programType) ?? []);
  }

  /**
   * getPrivileges.
   * @param caller for whom
   * @returns whether the seller has completed the registration
   * @throws {CallFailedError} when it is no success
   */
  async registrationCompleted(caller: EbayCaller): Promise<boolean> {
    const body = await this.get(caller, 'sell/account/v1/privilege');
    return body['sellerRegistrationCompleted'] === true;
  }

  /**
   * getInventoryLocations.
   * @param caller for whom
   * @returns the seller's locations
   * @throws {CallFailedError} when it is no success
   */
  async locations(caller: EbayCaller): Promise<readonly EbayLocation[]> {
    const body = await this.get(caller, 'sell/inventory/v1/location?limit=100');
    return listOf(body, 'locations').flatMap((location) =>
      choiceOf(location['merchantLocationKey'], location['name']).map((choice) => ({
        ...choice,
        enabled: location['merchantLocationStatus'] !== 'DISABLED',
      })),
    );
  }

  private async get(caller: EbayCaller, path: string): Promise<JsonRecord> {
    const url = `${this.environment.EBAY_API_URL}/${path}`;
    return (await this.api.call(caller, { method: 'GET', url, effect: 'none', limit: LIMIT })).body;
  }
}

function listOf(body: JsonRecord, key: string): readonly JsonRecord[] {
  if (!Array.isArray(body[key])) throw malformedAnswer({ effect: 'none', limit: LIMIT }, key);
  return recordsOf(body[key]);
}

function choiceOf(id: unknown, name: unknown): readonly Choice[] {
  const known = textOf(id);
  return known === undefined ? [] : [{ id: known, name: textOf(name) ?? known }];
}

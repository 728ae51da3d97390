import type { Answer } from '../http/exchange.ts';
import type { EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import { MARKETPLACE_CURRENCIES } from './marketplaces.ts';

type PolicyKind = 'fulfillment' | 'payment' | 'return';

const EVERYTHING_BUT_MOTORS = [{ name: 'ALL_EXCLUDING_MOTORS_VEHICLES', default: true }];

/**
 * `GET {kind}_policy?marketplace_id=`: the policies of one marketplace.
 *
 * @param kind which of the three kinds of business policy
 * @returns the handler; it refuses with 20401 and 20403, also when the seller has not opted in
 */
export function listPolicies(kind: PolicyKind): (call: EbayCall) => Answer {
  return (call) => {
    const marketplaceId = call.exchange.query.get('marketplace_id');
    if (marketplaceId === null) throw new EbayRefusal(20401, { info: 'marketplace_id' });
    if (MARKETPLACE_CURRENCIES[marketplaceId] === undefined) {
      throw new EbayRefusal(20403, { info: 'marketplace_id', parameters: { marketplace_id: marketplaceId } });
    }
    // The live service words a missing opt-in as an invalid request of this very call.
    if (!call.account.setup.optedIn)
      throw new EbayRefusal(20403, { info: 'User is not eligible for Business Policy' });
    const ids = call.account.setup.policies[marketplaceId];
    const policies = ids === undefined ? [] : [policyOf(kind, ids[kind], marketplaceId)];
    return {
      status: 200,
      json: { [`${kind}Policies`]: policies, total: policies.length, limit: 100, offset: 0 },
    };
  };
}

/**
 * `GET privilege`: whether the seller may sell, and how much.
 *
 * @param call the call
 * @returns registration and, when the seller has one, the limit
 */
export function getPrivileges({ account }: EbayCall): Answer {
  const { registrationCompleted, sellingLimit } = account.setup;
  return {
    status: 200,
    json: {
      sellerRegistrationCompleted: registrationCompleted,
      ...(sellingLimit === undefined
        ? {}
        : {
            sellingLimit: {
              quantity: sellingLimit.quantity,
              amount: { value: sellingLimit.amount, currency: sellingLimit.currency },
            },
          }),
    },
  };
}

/**
 * `GET program/get_opted_in_programs`.
 *
 * @param call the call
 * @returns business policies, when the seller uses them
 */
export function getOptedInPrograms({ account }: EbayCall): Answer {
  const programs = account.setup.optedIn ? [{ programType: 'SELLING_POLICY_MANAGEMENT' }] : [];
  return { status: 200, json: { programs } };
}

function policyOf(kind: PolicyKind, id: string, marketplaceId: string): Record<string, unknown> {
  const common = { name: `${kind} ${marketplaceId}`, marketplaceId, categoryTypes: EVERYTHING_BUT_MOTORS };
  if (kind === 'payment') return { ...common, paymentPolicyId: id, immediatePay: true, paymentMethods: [] };
  if (kind === 'return') {
    return {
      ...common,
      returnPolicyId: id,
      returnsAccepted: true,
      refundMethod: 'MONEY_BACK',
      returnPeriod: { value: 30, unit: 'DAY' },
      returnShippingCostPayer: 'BUYER',
    };
  }
  return {
    ...common,
    fulfillmentPolicyId: id,
    handlingTime: { value: 2, unit: 'DAY' },
    freightShipping: false,
    globalShipping: false,
    localPickup: false,
    pickupDropOff: false,
  };
}

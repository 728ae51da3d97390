import type { ChecklistItem } from '../contract/marketplace-adapter.ts';
import { CallFailedError } from '../http/call-failed.error.ts';
import { connectionItem } from '../http/checklist-calls.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { textOf } from '../http/json-shape.ts';
import { positive } from './etsy-account-settings.ts';
import type { Choice, EtsyShop, EtsyShopClient } from './etsy-shop.client.ts';
import type { EtsyCaller } from './etsy-tokens.ts';

/** Something a seller chooses once, with the setting that keeps the choice. */
const TERMS = [
  { code: 'shipping_profile', name: 'shipping profile', read: 'shippingProfiles' },
  { code: 'return_policy', name: 'return policy', read: 'returnPolicies' },
  { code: 'readiness_state', name: 'processing profile', read: 'readinessStates' },
] as const;

/** Without these Etsy takes no publication, whatever the product. */
export const ETSY_BLOCKING: readonly string[] = [
  'shop',
  'currency',
  'shipping_profile',
  'return_policy',
  'readiness_state',
];

/**
 * Checks an account's preconditions once, before hundreds of jobs fail for the same missing profile.
 * @param client Etsy's shops
 * @param caller for whom
 * @param settings the account's settings as stored
 * @returns one item per precondition; a connection that does not work is the only one
 * @throws {DomainError} of kind `unavailable` when Etsy cannot be asked now
 */
export async function etsyChecklist(
  client: EtsyShopClient,
  caller: EtsyCaller,
  settings: JsonRecord,
): Promise<readonly ChecklistItem[]> {
  try {
    return await askEtsyChecklist(client, caller, settings);
  } catch (error) {
    return [connectionItem(error)];
  }
}

/**
 * Checks an account's preconditions as a step of a job, whose runner waits, holds the account or closes a budget.
 * @param client Etsy's shops
 * @param caller for whom
 * @param settings the account's settings as stored
 * @returns one item per precondition
 * @throws {CallFailedError} for every failure but a refusal, which is a finding
 */
export async function askEtsyChecklist(
  client: EtsyShopClient,
  caller: EtsyCaller,
  settings: JsonRecord,
): Promise<readonly ChecklistItem[]> {
  let shop: EtsyShop | undefined;
  try {
    // The first calls show whether the connection works at all; without it the others would only repeat the same no.
    const shopId = await client.shopId(caller);
    shop = shopId === undefined ? undefined : await client.shop(caller, shopId);
  } catch (error) {
    if (isRefusal(error)) return [connectionItem(error)];
    throw error;
  }
  if (shop === undefined) return [noShop()];
  const { id } = shop;
  const items = [shopItem(shop, settings), currencyItem(shop, settings)];
  for (const { code, name, read } of TERMS) {
    try {
      const choices = await client[read](caller, Number(id));
      items.push(choiceItem(code, name, textOf(settings[`${code}_id`]), choices));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { message, actor } = error.failure;
      items.push({ code, ok: false, message, actor: actor ?? 'seller' });
    }
  }
  return items;
}

function isRefusal(error: unknown): error is CallFailedError {
  return error instanceof CallFailedError && error.verdict.kind === 'refused';
}

function noShop(): ChecklistItem {
  return { code: 'shop', ok: false, message: 'Open a shop on Etsy first.', actor: 'seller' };
}

function shopItem(shop: EtsyShop, settings: JsonRecord): ChecklistItem {
  const setting = 'shop_id';
  const choices = [{ id: shop.id, name: shop.name }];
  if (positive(settings['shop_id']) !== Number(shop.id)) {
    const message = `Choose the shop of this connection: ${shop.name}.`;
    return { code: 'shop', ok: false, message, actor: 'seller', setting, choices };
  }
  const message = shop.onVacation
    ? `${shop.name} is on holiday: buyers see its listings and cannot buy.`
    : `Listings go to ${shop.name}.`;
  return { code: 'shop', ok: true, message, setting, choices };
}

/** The rules before a publication can compare currencies only where the account's settings know the shop's. */
function currencyItem({ currency }: EtsyShop, settings: JsonRecord): ChecklistItem {
  const known = textOf(settings['currency']);
  if (currency === undefined)
    return { code: 'currency', ok: true, message: 'Etsy does not tell the currency.' };
  const setting = 'currency';
  const choices = [{ id: currency, name: currency }];
  if (known === undefined) {
    const message = `The shop sells in ${currency}. Set it as the currency to have prices checked beforehand.`;
    return { code: 'currency', ok: true, message, setting, choices };
  }
  return known === currency
    ? { code: 'currency', ok: true, message: `The shop sells in ${currency}.`, setting, choices }
    : {
        code: 'currency',
        ok: false,
        message: `The shop sells in ${currency}, and the settings say ${known}.`,
        actor: 'seller',
        setting,
        choices,
      };
}

function choiceItem(
  code: string,
  name: string,
  chosenId: string | undefined,
  choices: readonly Choice[],
): ChecklistItem {
  const setting = `${code}_id`;
  const chosen = choices.find(({ id }) => id === chosenId);
  if (chosen !== undefined) return { code, ok: true, message: `${chosen.name} is used.`, setting, choices };
  const message =
    choices.length === 0 ? `Create a ${name} in your Etsy shop first.` : `Choose one of your Etsy ${name}s.`;
  const plural = message.replace('policys', 'policies');
  return { code, ok: false, message: plural, actor: 'seller', setting, choices };
}

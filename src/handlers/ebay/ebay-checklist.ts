import type { ChecklistItem } from '../contract/marketplace-adapter.ts';
import { asked, connectionItem } from '../http/checklist-calls.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { textOf } from '../http/json-shape.ts';
import { POLICY_KINDS } from './ebay-account.client.ts';
import type { Choice, EbayAccountClient, EbayLocation, PolicyKind } from './ebay-account.client.ts';
import { readEbaySettings } from './ebay-account-settings.ts';
import { EBAY_MARKETPLACES, siteNamed } from './ebay-marketplaces.ts';
import type { EbayCaller } from './ebay-tokens.ts';

/** Programme without which a seller has no business policies. */
const POLICY_PROGRAM = 'SELLING_POLICY_MANAGEMENT';

/** How eBay names them to its sellers. */
const POLICY_NAMES: Readonly<Record<PolicyKind, string>> = {
  fulfillment: 'shipping',
  payment: 'payment',
  return: 'return',
};

/** Without these eBay takes no publication, whatever the product. */
export const EBAY_BLOCKING: readonly string[] = [
  'marketplace',
  'registration',
  'business_policies',
  ...POLICY_KINDS.map((kind) => `${kind}_policy`),
  'location',
];

/**
 * Checks an account's preconditions once, before hundreds of jobs fail for the same missing policy.
 * @param client eBay's Account API
 * @param caller for whom
 * @param settings the account's settings as stored
 * @returns one item per precondition
 * @throws {DomainError} of kind `unavailable` when eBay cannot be asked now
 */
export async function ebayChecklist(
  client: EbayAccountClient,
  caller: EbayCaller,
  settings: JsonRecord,
): Promise<readonly ChecklistItem[]> {
  const site = textOf(settings['marketplace_id']) ?? '';
  const items = [siteItem(site, settings)];
  try {
    // The first call shows whether the connection works at all; without it the others would only repeat the same no.
    items.push(registrationItem(await client.registrationCompleted(caller)));
  } catch (error) {
    return [...items, connectionItem(error)];
  }
  items.push(await asked('business_policies', async () => programItem(await client.optedInPrograms(caller))));
  if (Object.hasOwn(EBAY_MARKETPLACES, site)) {
    for (const kind of POLICY_KINDS) {
      items.push(
        await asked(`${kind}_policy`, async () =>
          policyItem(kind, site, settings, await client.policies(caller, kind, site)),
        ),
      );
    }
  }
  items.push(await asked('location', async () => locationItem(settings, await client.locations(caller))));
  return items;
}

function siteItem(site: string, settings: JsonRecord): ChecklistItem {
  const reading = readEbaySettings(settings);
  const wrong = reading.ok ? [] : reading.fields.filter(({ field }) => /marketplace_id|language/.test(field));
  const setting = 'marketplace_id';
  const choices = Object.entries(EBAY_MARKETPLACES).map(([id, known]) => ({ id, name: known.site }));
  const code = 'marketplace';
  if (wrong.length > 0) {
    const message = wrong.map((each) => each.message).join(' ');
    return { code, ok: false, message, actor: 'seller', setting, choices };
  }
  const name = siteNamed(site);
  return { code, ok: true, message: `Listings go to ${name}.`, setting, choices, caution: cautionOf(name) };
}

/** What a seller should know before an account that lists on one site is turned to another. */
function cautionOf(site: string): string {
  return (
    `Each site has policies of its own, which are to be chosen anew, and takes prices in its own currency only. ` +
    `What is live stays on ${site}: it can be ended, but not changed any more. What was begun and is not published ends with an error.`
  );
}

function registrationItem(completed: boolean): ChecklistItem {
  return completed
    ? { code: 'registration', ok: true, message: 'The seller registration is complete.' }
    : {
        code: 'registration',
        ok: false,
        message: 'Complete your registration as a seller on eBay.',
        actor: 'seller',
      };
}

function programItem(programs: readonly string[]): ChecklistItem {
  return programs.includes(POLICY_PROGRAM)
    ? { code: 'business_policies', ok: true, message: 'Business policies are switched on.' }
    : {
        code: 'business_policies',
        ok: false,
        message: 'Switch on business policies in your eBay account; eBay may take a day.',
        actor: 'seller',
      };
}

function policyItem(
  kind: PolicyKind,
  site: string,
  settings: JsonRecord,
  choices: readonly Choice[],
): ChecklistItem {
  const code = `${kind}_policy`;
  const setting = `${code}_id`;
  const chosen = choices.find(({ id }) => id === textOf(settings[setting]));
  if (chosen !== undefined) return { code, ok: true, message: `${chosen.name} is used.`, setting, choices };
  const message =
    choices.length === 0
      ? `Create a ${POLICY_NAMES[kind]} policy for ${siteNamed(site)} on eBay first.`
      : `Choose one of your ${POLICY_NAMES[kind]} policies for ${siteNamed(site)}.`;
  return { code, ok: false, message, actor: 'seller', setting, choices };
}

function locationItem(settings: JsonRecord, locations: readonly EbayLocation[]): ChecklistItem {
  const choices = locations.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name }));
  const setting = 'merchant_location_key';
  const chosen = choices.find(({ id }) => id === textOf(settings[setting]));
  if (chosen !== undefined) {
    return { code: 'location', ok: true, message: `Items ship from ${chosen.name}.`, setting, choices };
  }
  const message =
    choices.length === 0
      ? 'Create an inventory location on eBay first.'
      : 'Choose where your items ship from.';
  return { code: 'location', ok: false, message, actor: 'seller', setting, choices };
}

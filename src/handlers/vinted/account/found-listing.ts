import type { FoundListing } from '../../../domain/found.ts';
import type { AccountSnapshot } from '../../../domain/snapshots.ts';
import { textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { WardrobeItem } from '../commands/wardrobe-list.ts';
import { stateOf } from '../delete/item-state.ts';
import { readVintedSettings } from '../vinted-account-settings.ts';
import { shownPrice } from '../vinted-prices.ts';
import { itemUrl } from '../vinted-sites.ts';
import { skuIn, withoutMark } from '../vinted-texts.ts';
import { detailsOf } from './form-details.ts';

/**
 * Describes an item of the wardrobe.
 * @param account whose wardrobe
 * @param item as the wardrobe shows it
 * @param form as its form holds it, of any shape, where that was opened; only there its SKU can be read
 * @returns the listing
 */
export function foundListing(account: AccountSnapshot, item: WardrobeItem, form?: JsonRecord): FoundListing {
  const listing = described(account, item.id, { ...item, ...pickTexts(form) });
  return {
    ...listing,
    status: item.is_draft === true ? 'draft' : (stateOf(item) ?? 'live'),
    ...(item.photo_urls == null ? {} : { pictures: item.photo_urls }),
    ...(form === undefined ? {} : { details: detailsOf(form) }),
  };
}

/**
 * Describes an item that the wardrobe does not show and whose form can be opened.
 * @param account whose item
 * @param itemId Vinted's id of it
 * @param form as its form holds it, of any shape
 * @returns the listing; live where the form does not say that it is closed
 */
export function listingOfForm(account: AccountSnapshot, itemId: number, form: JsonRecord): FoundListing {
  const status = form['is_draft'] === true ? 'draft' : (stateOf(form) ?? 'live');
  return { ...described(account, itemId, form), status };
}

interface Shown {
  readonly title?: unknown;
  readonly description?: unknown;
  readonly price?: unknown;
  readonly currency?: unknown;
  readonly url?: unknown;
}

function described(account: AccountSnapshot, itemId: number, shown: Shown): FoundListing {
  const settings = readVintedSettings(account.settings);
  const title = textOf(shown.title) ?? '';
  const description = textOf(shown.description);
  const price = shownPrice(shown.price);
  const currency = price?.currency ?? textOf(shown.currency);
  const sku = description === undefined ? undefined : skuIn(description);
  const url = textOf(shown.url) ?? (settings.ok ? itemUrl(settings.settings.site, itemId) : undefined);
  return {
    externalIds: { item_id: String(itemId) },
    status: 'live',
    title,
    ...(sku === undefined ? {} : { sku }),
    ...(description === undefined ? {} : { description: withoutMark(description) }),
    ...(price === undefined ? {} : { price: price.amount }),
    ...(currency === undefined ? {} : { currency }),
    ...(url === undefined ? {} : { url }),
    // Every item is one piece, so Vinted shows no quantity.
    quantity: 1,
    // The wardrobe shows no descriptions, so that a sync could not tell whether one was changed.
    shown: {
      ...(title === '' ? {} : { title }),
      ...(price === undefined ? {} : { price: price.amount }),
    },
  };
}

function pickTexts(form: JsonRecord = {}): Pick<Shown, 'description' | 'currency'> {
  const { description, currency } = form;
  return {
    ...(description === undefined ? {} : { description }),
    ...(currency === undefined ? {} : { currency }),
  };
}

import { integerOf, recordOf, recordsOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { positive } from './etsy-account-settings.ts';
import { plainTextOf } from './etsy-texts.ts';

/** A picture of a listing. */
export interface EtsyImage {
  readonly imageId: number;
  /** Its place, from 1. */
  readonly rank: number;
  /** Seconds since 1970; 0 where Etsy did not tell it. */
  readonly createdAt: number;
}

/** A listing as Etsy holds it, as far as StoFlow reads it. Texts are without HTML's entities. */
export interface EtsyListing {
  readonly listingId: number;
  readonly shopId: number | undefined;
  /** `draft`, `active`, `inactive`, `sold_out`, `expired`; others, such as `edit`, have been seen. */
  readonly state: string;
  readonly title: string;
  readonly description: string;
  /** Decimal with two places. */
  readonly price: string | undefined;
  readonly currency: string | undefined;
  readonly quantity: number | undefined;
  readonly taxonomyId: number | undefined;
  /** Seconds since 1970; undefined where the answer does not tell it. */
  readonly createdAt: number | undefined;
  /** Undefined where the answer does not tell them, which is not the same as none. */
  readonly skus: readonly string[] | undefined;
  readonly images: readonly EtsyImage[] | undefined;
  /** Fields under Etsy's names that an update may change, as far as the answer tells them. */
  readonly details: JsonRecord;
}

/** Names of {@link EtsyListing.details}. */
const DETAILS = [
  'who_made',
  'when_made',
  'is_supply',
  'shipping_profile_id',
  'return_policy_id',
  'tags',
  'materials',
] as const;

/**
 * Reads a listing.
 * @param body JSON of `GET listings/{id}`, of a write's answer, or an entry of a list
 * @returns the listing; undefined where its id or state is missing
 */
export function etsyListingOf(body: JsonRecord): EtsyListing | undefined {
  const listingId = positive(body['listing_id']);
  const state = textOf(body['state']);
  if (listingId === undefined || state === undefined) return undefined;
  const price = recordOf(body['price']);
  return {
    listingId,
    state,
    shopId: positive(body['shop_id']),
    title: plainTextOf(textOf(body['title']) ?? ''),
    description: plainTextOf(textOf(body['description']) ?? ''),
    price: priceOf(price),
    currency: textOf(price['currency_code']),
    quantity: integerOf(body['quantity']),
    taxonomyId: positive(body['taxonomy_id']),
    createdAt: integerOf(body['created_timestamp']) ?? integerOf(body['creation_timestamp']),
    skus: skusOf(body),
    images: Array.isArray(body['images']) ? etsyImagesOf(body['images']) : undefined,
    details: Object.fromEntries(
      DETAILS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
    ),
  };
}

/**
 * Reads pictures.
 * @param list the `results` of `GET listings/{id}/images`, or `images` of a listing
 * @returns the pictures by rank
 */
export function etsyImagesOf(list: unknown): readonly EtsyImage[] {
  return recordsOf(list)
    .flatMap((image) => {
      const imageId = positive(image['listing_image_id']);
      const createdAt = integerOf(image['created_timestamp']) ?? integerOf(image['creation_tsz']) ?? 0;
      return imageId === undefined ? [] : [{ imageId, rank: integerOf(image['rank']) ?? 0, createdAt }];
    })
    .sort((one, other) => one.rank - other.rank);
}

/**
 * Reads the SKUs of an inventory.
 * @param inventory JSON of `GET listings/{id}/inventory`
 * @returns one SKU a product that has one; undefined where the answer is no inventory
 */
export function skusOfInventory(inventory: JsonRecord): readonly string[] | undefined {
  if (!Array.isArray(inventory['products'])) return undefined;
  return recordsOf(inventory['products']).flatMap(({ sku }) => textOf(sku) ?? []);
}

function skusOf(body: JsonRecord): readonly string[] | undefined {
  const { skus } = body;
  if (Array.isArray(skus)) return (skus as readonly unknown[]).flatMap((sku) => textOf(sku) ?? []);
  return skusOfInventory(recordOf(body['inventory']));
}

/**
 * Reads money: an amount and its divisor. A price never passes through a float.
 * @param money Etsy's record of it
 * @returns decimal with two places; undefined where it is no money
 */
export function priceOf({ amount, divisor }: JsonRecord): string | undefined {
  const [whole, parts] = [integerOf(amount), integerOf(divisor)];
  if (whole === undefined || parts === undefined || parts <= 0 || whole < 0) return undefined;
  const cents = (BigInt(whole) * 100n) / BigInt(parts);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

import type { FoundListing, ShownFields } from '../../../../src/domain/found.ts';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { integerOf, textOf } from '../../../../src/handlers/http/json-shape.ts';
import type { JsonRecord } from '../../../../src/handlers/http/json-shape.ts';
import { hashesOf } from '../../../../src/handlers/mapping/field-hashes.ts';
import type { FieldHashes } from '../../../../src/handlers/mapping/field-hashes.ts';
import { failure } from './depot-error-table.ts';

/** An item as Depot shows it. */
export interface DepotItem {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  readonly priceCents: number;
  readonly quantity: number;
  readonly status: 'live' | 'sold' | 'ended';
  readonly createdAt: Date;
}

const STATUSES: Readonly<Record<string, DepotItem['status']>> = {
  open: 'live',
  sold: 'sold',
  closed: 'ended',
};

/**
 * Parses an item.
 * @param row a row of Depot's answers
 * @returns the item
 * @throws {CallFailedError} where it is none
 */
export function depotItemOf(row: JsonRecord): DepotItem {
  const [id, state, createdAt] = [textOf(row['id']), textOf(row['state']), textOf(row['created_at'])];
  const [priceCents, quantity] = [integerOf(row['price_cents']), integerOf(row['quantity'])];
  const status = Object.hasOwn(STATUSES, state ?? '') ? STATUSES[state ?? ''] : undefined;
  if (
    id === undefined ||
    status === undefined ||
    createdAt === undefined ||
    priceCents === undefined ||
    quantity === undefined
  ) {
    throw failure('depot.unavailable', { kind: 'maybe' }, 'an item that cannot be read');
  }
  return {
    id,
    sku: textOf(row['sku']) ?? '',
    title: textOf(row['title']) ?? '',
    description: textOf(row['description']) ?? '',
    priceCents,
    quantity,
    status,
    createdAt: new Date(createdAt),
  };
}

/**
 * Maps a product.
 * @param product the product
 * @returns the body of Depot's writes
 */
export function bodyOf(product: ProductSnapshot): JsonRecord {
  const { sku, title, description, price, quantity } = product;
  return { sku, title, description, price_cents: Number(price.replace('.', '')), quantity };
}

/**
 * @param body what is sent
 * @returns its hashes, to tell later whether anything changed
 */
export function hashesOfBody(body: JsonRecord): FieldHashes {
  return hashesOf(body);
}

/**
 * @param item the item as it was read
 * @returns what it shows, spelt as StoFlow compares it
 */
export function shownOf({ title, description, priceCents, quantity }: DepotItem): ShownFields {
  return { title, description, price: euros(priceCents), quantity: String(quantity) };
}

/**
 * @param item the item as it was read
 * @returns it as a sync or an import finds it
 */
export function foundListingOf(item: DepotItem): FoundListing {
  const { id, sku, status, title, description, quantity } = item;
  return {
    externalIds: { depot_id: id },
    status,
    title,
    quantity,
    price: euros(item.priceCents),
    currency: 'EUR',
    shown: shownOf(item),
    ...(sku !== '' && { sku }),
    ...(description !== '' && { description }),
  };
}

/**
 * @param cents a price of Depot's
 * @returns StoFlow's decimal
 */
export function euros(cents: number): string {
  return (cents / 100).toFixed(2);
}

import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import type { NewItem } from './commands/item-create.ts';
import type { VintedAccountSettings } from './vinted-account-settings.ts';
import { catalogOf } from './vinted-catalog.ts';
import { colourIdsOf } from './vinted-colours.ts';
import { statusIdOf } from './vinted-conditions.ts';
import { materialIdsOf } from './vinted-materials.ts';
import { ownValuesOf } from './vinted-own-values.ts';
import { sizeIdOf } from './vinted-sizes.ts';
import { markOf, vintedDescriptionOf, vintedTitleOf } from './vinted-texts.ts';
import { sideOf } from './vinted-words.ts';

/** What Vinted is to hold of a product, all but what belongs to one upload. */
export type WantedItem = Omit<NewItem, 'temp_uuid' | 'assigned_photos'>;

/**
 * Maps a product to what Vinted is to hold.
 * @param product a product that passed the preflight rules
 * @param settings the account's parsed settings
 * @param mark the line the description ends with; the product's own where absent
 * @returns the item without its photos
 */
export function wantedItem(
  product: ProductSnapshot,
  settings: VintedAccountSettings,
  mark: string = markOf(product.sku),
): WantedItem {
  const own = ownValuesOf(product.attributes);
  const catalog = catalogOf(product);
  const leaf = catalog.kind === 'found' ? catalog.leaf : { id: 0, sizes: 'none' as const };
  const materials = own.materialIds ?? materialIdsOf(product.material);
  return {
    title: vintedTitleOf(product.title),
    description: vintedDescriptionOf(product.description, product.title, mark),
    // At most seven digits, so that the number is exactly what the text says.
    price: Number(product.price),
    currency: settings.currency,
    catalog_id: leaf.id,
    brand_id: own.brandId ?? null,
    // Vinted takes a brand it does not know as free text.
    brand: (product.brand ?? '').trim(),
    size_id: own.sizeId ?? sizeIdOf(product.size, leaf.sizes) ?? null,
    status_id: statusIdOf(product.condition) ?? 0,
    package_size_id: own.packageSizeId ?? settings.packageSizeId,
    color_ids: [...(own.colourIds ?? colourIdsOf(product.colour))],
    item_attributes: materials.length === 0 ? [] : [{ code: 'material', ids: [...materials] }],
    is_unisex: sideOf(product.gender) === 'unisex',
    isbn: textOf(product.attributes['isbn']) ?? null,
  };
}

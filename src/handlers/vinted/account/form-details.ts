import type { FoundListing } from '../../../domain/found.ts';
import { integerOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { categoryOfLeaf } from '../vinted-catalog.ts';
import { colourOfId } from '../vinted-colours.ts';
import { conditionOfStatus } from '../vinted-conditions.ts';
import { materialOfId } from '../vinted-materials.ts';
import { sizeOfId } from '../vinted-sizes.ts';

/**
 * Translates what an item's form holds into the words of a product.
 * @param form as Vinted's form holds it, of any shape
 * @returns what is known; ids that no table has are left out, and the seller fills them in
 */
export function detailsOf(form: JsonRecord): NonNullable<FoundListing['details']> {
  const leaf = categoryOfLeaf(integerOf(form['catalog_id']));
  const [colourId] = Array.isArray(form['color_ids']) ? (form['color_ids'] as readonly unknown[]) : [];
  const materials = recordsOf(form['item_attributes']).find(({ code }) => code === 'material')?.['ids'];
  const [materialId] = Array.isArray(materials) ? (materials as readonly unknown[]) : [];
  const words = {
    brand: textOf(form['brand']),
    category: leaf?.category,
    gender: leaf?.gender,
    size: leaf === undefined ? undefined : sizeOfId(integerOf(form['size_id']), leaf.sizes),
    colour: colourOfId(integerOf(colourId)),
    material: materialOfId(integerOf(materialId)),
    condition: conditionOfStatus(integerOf(form['status_id'])),
  };
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined));
}

/** The product's fields behind the ones Vinted names when it refuses an item. */
const FIELDS: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'description',
  price: 'price',
  currency: 'currency',
  brand: 'brand',
  brand_id: 'brand',
  catalog: 'category',
  catalog_id: 'category',
  size: 'size',
  size_id: 'size',
  status: 'condition',
  status_id: 'condition',
  color: 'colour',
  color_ids: 'colour',
  color1: 'colour',
  material: 'material',
  item_attributes: 'material',
  photo: 'pictures',
  photos: 'pictures',
  assigned_photos: 'pictures',
  file: 'pictures',
  isbn: 'attributes.isbn',
  package_size: 'attributes.vinted_package_size_id',
  package_size_id: 'attributes.vinted_package_size_id',
};

/**
 * Finds the product's field behind one of Vinted's.
 * @param field as Vinted names it (`catalog_id`, `item.size`)
 * @returns the product's field; undefined where none of its fields becomes that one
 */
export function productFieldOf(field: string): string | undefined {
  const name = field.replace(/^item\./, '').split(/[.[]/, 1)[0] ?? '';
  return Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
}

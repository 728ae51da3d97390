/** A node of the seller taxonomy. */
export interface TaxonomyNode {
  readonly id: number;
  readonly name: string;
  readonly children: readonly TaxonomyNode[];
}

/** A value that a property offers. */
export interface TaxonomyValue {
  readonly valueId: number;
  readonly name: string;
  readonly scaleId: number | null;
}

/** A property that listings of a node may have. */
export interface TaxonomyProperty {
  readonly propertyId: number;
  readonly name: string;
  readonly scales: readonly { readonly scaleId: number; readonly name: string }[];
  readonly maxValues: number;
  readonly supportsVariations: boolean;
  readonly values: readonly TaxonomyValue[];
}

const node = (id: number, name: string, ...children: readonly TaxonomyNode[]): TaxonomyNode => ({
  id,
  name,
  children,
});

/** A small part of a seller's catalogue; the numbers are the stand-in's own. */
export const TAXONOMY: readonly TaxonomyNode[] = [
  node(
    374,
    'Clothing',
    node(
      380,
      "Women's Clothing",
      node(454, 'Dresses'),
      node(458, 'Jackets & Coats'),
      node(462, 'Tops & Tees'),
      node(466, 'Skirts'),
      node(470, 'Trousers'),
    ),
    node(
      381,
      "Men's Clothing",
      node(484, 'Jackets & Coats'),
      node(488, 'Shirts & Tees'),
      node(492, 'Trousers'),
    ),
  ),
  node(1, 'Accessories', node(132, 'Scarves & Wraps'), node(140, 'Hats & Caps')),
  node(1429, 'Shoes', node(1442, "Women's Shoes"), node(1440, "Men's Shoes")),
  node(132_000, 'Bags & Purses', node(132_001, 'Handbags')),
];

const valuesFrom = (first: number, scaleId: number | null, ...names: readonly string[]): TaxonomyValue[] =>
  names.map((name, index) => ({ valueId: first + index, name, scaleId }));

/** Properties of every node: colours, one size on one of two scales, up to five materials. */
export const PROPERTIES: readonly TaxonomyProperty[] = [
  {
    propertyId: 200,
    name: 'Primary color',
    scales: [],
    maxValues: 1,
    supportsVariations: true,
    values: valuesFrom(1, null, 'Beige', 'Black', 'Blue', 'Brown', 'Green', 'Grey', 'Red', 'White'),
  },
  {
    propertyId: 500,
    name: 'Size',
    scales: [
      { scaleId: 301, name: 'EU' },
      { scaleId: 302, name: 'Letters' },
    ],
    maxValues: 1,
    supportsVariations: true,
    values: [
      ...valuesFrom(1101, 301, '34', '36', '38', '40', '42', '44'),
      ...valuesFrom(1201, 302, 'XS', 'S', 'M', 'L', 'XL'),
    ],
  },
  {
    propertyId: 600,
    name: 'Materials',
    scales: [],
    maxValues: 5,
    supportsVariations: false,
    values: valuesFrom(1301, null, 'Cotton', 'Leather', 'Linen', 'Silk', 'Wool'),
  },
];

/**
 * @param id number of a node
 * @param nodes where to look, the whole tree by default
 * @returns the node, undefined when there is none
 */
export function taxonomyNode(
  id: number,
  nodes: readonly TaxonomyNode[] = TAXONOMY,
): TaxonomyNode | undefined {
  for (const candidate of nodes) {
    const found = candidate.id === id ? candidate : taxonomyNode(id, candidate.children);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * @param propertyId number of a property
 * @returns the property, undefined when there is none
 */
export function taxonomyProperty(propertyId: number): TaxonomyProperty | undefined {
  return PROPERTIES.find((property) => property.propertyId === propertyId);
}

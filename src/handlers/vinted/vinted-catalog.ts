import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { integerOf } from '../http/json-shape.ts';
import type { SizeSystem } from './vinted-sizes.ts';
import { lookedUp, sideOf } from './vinted-words.ts';

/** A leaf of Vinted's catalogue, and how sizes are told there. */
export interface CatalogLeaf {
  readonly id: number;
  readonly sizes: SizeSystem;
}

interface Leaves {
  readonly women: CatalogLeaf;
  readonly men: CatalogLeaf;
}

const leaves = (women: number, men: number, kind: 'clothes' | 'shoes' | 'none'): Leaves => ({
  women: { id: women, sizes: kind === 'none' ? 'none' : `women_${kind}` },
  men: { id: men, sizes: kind === 'none' ? 'none' : `men_${kind}` },
});

const dress: CatalogLeaf = { id: 10, sizes: 'women_clothes' };

/**
 * Catalogue ids as tools for Vinted have them; unverified, since Vinted publishes no list and moves leaves. A product
 * names its own by `attributes.vinted_catalog_id`, which always wins.
 */
const CATALOG: Readonly<Record<string, Leaves>> = {
  coats: leaves(1037, 1206, 'clothes'),
  jackets: leaves(1908, 2052, 'clothes'),
  jeans: leaves(183, 257, 'clothes'),
  sneakers: leaves(2632, 1242, 'shoes'),
  boots: leaves(1049, 1233, 'shoes'),
  bags: leaves(19, 94, 'none'),
  knitwear: leaves(13, 79, 'clothes'),
  dresses: { women: dress, men: dress },
  shirts: leaves(12, 536, 'clothes'),
  accessories: leaves(1187, 82, 'none'),
  // Vinted asks for no size of glasses.
  glasses: leaves(98, 98, 'none'),
};

const SYNONYMS: Readonly<Record<string, string>> = {
  coat: 'coats',
  jacket: 'jackets',
  jean: 'jeans',
  sneaker: 'sneakers',
  trainers: 'sneakers',
  boot: 'boots',
  bag: 'bags',
  handbags: 'bags',
  sweaters: 'knitwear',
  sweater: 'knitwear',
  jumpers: 'knitwear',
  dress: 'dresses',
  shirt: 'shirts',
  blouses: 'shirts',
  scarves: 'accessories',
  accessory: 'accessories',
  sunglasses: 'glasses',
};

/** What the catalogue says of a product. */
export type CatalogReading =
  | { readonly kind: 'found'; readonly leaf: CatalogLeaf; readonly named: boolean }
  | { readonly kind: 'invalid' | 'category_missing' | 'category_unknown' | 'gender_missing' };

/**
 * Chooses the leaf of a product.
 * @param product with its category and gender, or `attributes.vinted_catalog_id`
 * @returns the leaf, `named` where the product names its id itself; or what is missing
 */
export function catalogOf(
  product: Pick<ProductSnapshot, 'category' | 'gender' | 'attributes'>,
): CatalogReading {
  const own = product.attributes['vinted_catalog_id'] ?? undefined;
  const side = sideOf(product.gender);
  const known = lookedUp(CATALOG, lookedUp(SYNONYMS, product.category) ?? product.category);
  if (own !== undefined) {
    const id = integerOf(own);
    const sizes = known?.[side === 'women' ? 'women' : 'men'].sizes ?? 'none';
    return id === undefined || id < 1
      ? { kind: 'invalid' }
      : { kind: 'found', leaf: { id, sizes }, named: true };
  }
  if ((product.category ?? '').trim() === '') return { kind: 'category_missing' };
  if (known === undefined) return { kind: 'category_unknown' };
  if (side === undefined) return { kind: 'gender_missing' };
  return { kind: 'found', leaf: known[side === 'women' ? 'women' : 'men'], named: false };
}

/** What a leaf of the catalogue says of its items. */
export interface LeafWords {
  readonly category: string;
  /** Absent where women and men share the leaf. */
  readonly gender?: 'women' | 'men';
  readonly sizes: SizeSystem;
}

/**
 * Finds the category behind a leaf of the catalogue.
 * @param id Vinted's catalogue id
 * @returns its words; undefined where no table has it
 */
export function categoryOfLeaf(id: number | undefined): LeafWords | undefined {
  for (const [category, { women, men }] of Object.entries(CATALOG)) {
    // Dresses are women's: men's are listed there too, and nothing tells which they are.
    if (women.id === id && men.id === id) return { category, sizes: women.sizes };
    if (women.id === id) return { category, gender: 'women', sizes: women.sizes };
    if (men.id === id) return { category, gender: 'men', sizes: men.sizes };
  }
  return undefined;
}

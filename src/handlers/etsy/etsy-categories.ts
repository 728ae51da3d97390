import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import { departmentOf, wordOf } from '../mapping/vocabulary.ts';
import type { Department } from '../mapping/vocabulary.ts';
import { positive } from './etsy-account-settings.ts';
import type { EtsyAccountSettings } from './etsy-account-settings.ts';

/** A place in Etsy's taxonomy: by its number, or by the names that lead to it, best first. */
export type TaxonomyWish =
  | { readonly kind: 'id'; readonly id: number }
  | { readonly kind: 'names'; readonly paths: readonly (readonly string[])[] };

type Shelf = 'clothing' | 'shoes' | 'none';

/** Where a kind of goods stands: below the department's clothing or shoes, or at a place of its own. */
interface Place {
  readonly shelf: Shelf;
  readonly names: readonly string[];
}

/**
 * Names of Etsy's seller taxonomy for each kind of goods. Ids are read from Etsy, which moves them; where a name is
 * gone, the one above it is taken. A product names its own place by `attributes.etsy_taxonomy_id`.
 */
const CATEGORIES: Readonly<Record<string, Place>> = {
  coats: { shelf: 'clothing', names: ['Jackets & Coats'] },
  jackets: { shelf: 'clothing', names: ['Jackets & Coats'] },
  jeans: { shelf: 'clothing', names: ['Jeans'] },
  knitwear: { shelf: 'clothing', names: ['Sweaters'] },
  dresses: { shelf: 'clothing', names: ['Dresses'] },
  skirts: { shelf: 'clothing', names: ['Skirts'] },
  shirts: { shelf: 'clothing', names: ['Tops & Tees'] },
  sneakers: { shelf: 'shoes', names: ['Sneakers & Athletic Shoes'] },
  boots: { shelf: 'shoes', names: ['Boots'] },
  shoes: { shelf: 'shoes', names: [] },
  bags: { shelf: 'none', names: ['Bags & Purses', 'Handbags'] },
  accessories: { shelf: 'none', names: ['Accessories', 'Scarves & Wraps'] },
};

const SYNONYMS: Readonly<Record<string, string>> = {
  coat: 'coats',
  jacket: 'jackets',
  jean: 'jeans',
  sneaker: 'sneakers',
  trainers: 'sneakers',
  boot: 'boots',
  shoe: 'shoes',
  bag: 'bags',
  handbags: 'bags',
  sweaters: 'knitwear',
  sweater: 'knitwear',
  jumpers: 'knitwear',
  dress: 'dresses',
  skirt: 'skirts',
  shirt: 'shirts',
  blouses: 'shirts',
  scarves: 'accessories',
  accessory: 'accessories',
};

const DEPARTMENTS: Readonly<Record<Department, string>> = {
  women: "Women's",
  men: "Men's",
  girls: "Girls'",
  boys: "Boys'",
  unisex: 'Gender-Neutral Adult',
};

/**
 * Chooses the place of a product in Etsy's taxonomy.
 * @param product with its category and gender, or `attributes.etsy_taxonomy_id`
 * @param settings the account's settings; their `taxonomy` names places by the product's own category
 * @returns the place; undefined where the category is missing or unknown, or the gender decides and is not known
 */
export function taxonomyWishOf(
  product: Pick<ProductSnapshot, 'category' | 'gender' | 'attributes'>,
  settings: Pick<EtsyAccountSettings, 'taxonomy'> | undefined,
): TaxonomyWish | undefined {
  const own = product.attributes['etsy_taxonomy_id'];
  if (textOf(own) !== undefined) return idWish(own);
  const word = wordOf(product.category);
  if (word === '') return undefined;
  const chosen = Object.entries(settings?.taxonomy ?? {}).find(([category]) => wordOf(category) === word);
  if (chosen !== undefined) return idWish(chosen[1]);
  const kind = (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined) ?? word;
  const place = Object.hasOwn(CATEGORIES, kind) ? CATEGORIES[kind] : undefined;
  if (place === undefined) return undefined;
  if (place.shelf === 'none') return { kind: 'names', paths: upwards(place.names) };
  const department = departmentOf(product.gender);
  return department === undefined ? undefined : { kind: 'names', paths: shelved(place, department) };
}

function idWish(value: unknown): TaxonomyWish | undefined {
  const id = positive(value);
  return id === undefined ? undefined : { kind: 'id', id };
}

function shelved({ shelf, names }: Place, department: Department): readonly (readonly string[])[] {
  const root = shelf === 'shoes' ? 'Shoes' : 'Clothing';
  // Etsy's shelf of goods for everybody is young, and not in every tree.
  const whose = department === 'unisex' ? [department, 'men' as const] : [department];
  return [
    ...whose.flatMap((one) => upwards([`${DEPARTMENTS[one]} ${root}`, ...names])),
    ...upwards([root, ...names]),
  ];
}

/** The path itself, then each place above it. */
function upwards(names: readonly string[]): readonly (readonly string[])[] {
  return names.map((_name, index) => names.slice(0, names.length - index));
}

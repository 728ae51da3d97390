import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import { departmentOf, wordOf } from '../mapping/vocabulary.ts';

/** Leaf categories of one kind of goods: the same ids on all sites of Clothing, Shoes & Accessories (11450). */
interface Leaves {
  readonly women: string;
  readonly men: string;
}

/**
 * Leaf categories as eBay's category tree had them when this was written. eBay moves leaves now and then; a product
 * names its own by `attributes.ebay_category_id`, which always wins. Accessories of no further kind go to scarves.
 */
const CATEGORIES: Readonly<Record<string, Leaves>> = {
  coats: { women: '63862', men: '57988' },
  jackets: { women: '63862', men: '57988' },
  jeans: { women: '11554', men: '11483' },
  sneakers: { women: '95672', men: '15709' },
  boots: { women: '53557', men: '11498' },
  bags: { women: '169291', men: '52357' },
  knitwear: { women: '63866', men: '11484' },
  dresses: { women: '63861', men: '63861' },
  shirts: { women: '53159', men: '57990' },
  accessories: { women: '45238', men: '52382' },
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
};

/**
 * Chooses the leaf category of a product.
 * @param product with its category and gender, or `attributes.ebay_category_id`
 * @returns eBay's category id; undefined where the category is missing or unknown, or the gender decides and is not
 *   known
 */
export function ebayCategoryOf(
  product: Pick<ProductSnapshot, 'category' | 'gender' | 'attributes'>,
): string | undefined {
  const own = textOf(product.attributes['ebay_category_id']);
  if (own !== undefined) return /^\d+$/.test(own) ? own : undefined;
  const word = wordOf(product.category);
  const kind = (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined) ?? word;
  const leaves = Object.hasOwn(CATEGORIES, kind) ? CATEGORIES[kind] : undefined;
  if (leaves === undefined) return undefined;
  if (leaves.women === leaves.men) return leaves.women;
  switch (departmentOf(product.gender)) {
    case 'women':
      return leaves.women;
    case 'men':
    case 'unisex':
      return leaves.men;
    default:
      return undefined;
  }
}

/**
 * Names one of eBay's leaf categories as a product does.
 * @param categoryId eBay's category id
 * @returns the product's category; undefined for other categories, and where two kinds of goods share the leaf
 */
export function categoryNamed(categoryId: string | undefined): string | undefined {
  const kinds = Object.entries(CATEGORIES).filter(
    ([, leaves]) => leaves.women === categoryId || leaves.men === categoryId,
  );
  return kinds.length === 1 ? kinds[0]?.[0] : undefined;
}

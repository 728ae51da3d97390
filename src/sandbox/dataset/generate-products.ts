import { SeededRandom } from '../random/seeded-random.ts';
import { ASSORTMENTS, COLOURS } from './assortment.ts';
import { describeProduct } from './describe-product.ts';
import { CATEGORIES, CONDITIONS, type SandboxProduct } from './sandbox-product.ts';

/** Longest title, characters; eBay's limit, the shortest of the three marketplaces. */
const TITLE_LIMIT = 80;

/** What to generate. */
export interface DatasetRequest {
  /** Equal seeds give equal products. */
  readonly seed: string;
  readonly count: number;
  /** Where `/pictures/…` is served, without a trailing slash. */
  readonly picturesUrl: string;
}

/**
 * Makes second-hand products as resellers in France and its neighbours offer them.
 *
 * @param request seed, number and picture address
 * @returns the products; a longer list of the same seed begins with the shorter one
 */
export function generateProducts(request: DatasetRequest): readonly SandboxProduct[] {
  const random = new SeededRandom(request.seed);
  const lot = random.integer(0, 36 ** 3 - 1);
  return Array.from({ length: request.count }, (_unused, index) => generate(random, request, lot, index));
}

function generate(random: SeededRandom, request: DatasetRequest, lot: number, index: number): SandboxProduct {
  const category = random.pick(CATEGORIES);
  const goods = ASSORTMENTS[category];
  const gender =
    category === 'dresses' ? 'women' : random.pick(['women', 'men', 'women', 'men', 'unisex'] as const);
  const sku = `${goods.code}${base36(lot, 3)}${base36(index, 4)}`;
  const model = random.pick(goods.models);
  const brand = random.pick(goods.brands);
  const material = random.pick(goods.materials);
  const colour = random.pick(COLOURS);
  const size = random.pick(goods.sizes[gender === 'unisex' ? 'women' : gender]);
  const madeYear = random.chance(0.3) ? random.integer(1975, 2006) : random.integer(2007, 2025);
  const age = madeYear <= 2006 ? ' vintage' : '';
  const product = {
    sku,
    title: `${model} ${brand} ${material.toLowerCase()} ${colour} ${size}${age}`.slice(0, TITLE_LIMIT).trim(),
    price: (random.integer(...goods.price) - (random.chance(0.5) ? 0.1 : 0)).toFixed(2),
    currency: 'EUR',
    quantity: random.chance(0.03) ? 2 : 1,
    brand,
    category,
    size,
    colour,
    material,
    condition: random.pick(CONDITIONS),
    gender,
    madeYear,
    pictures: Array.from(
      { length: random.integer(1, 4) },
      (_unused, position) => `${request.picturesUrl}/pictures/${sku}-${position + 1}.png`,
    ),
  } as const;
  return { ...product, description: describeProduct(random, model, product) };
}

function base36(value: number, width: number): string {
  return value.toString(36).toUpperCase().padStart(width, '0');
}

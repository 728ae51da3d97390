import type { ProductSnapshot } from '../domain/snapshots.ts';
import { generateProducts } from '../sandbox/dataset/generate-products.ts';

/** Enough for one of every kind. */
const CANDIDATES = 500;
/** Old enough for marketplaces that take nothing but vintage. */
const VINTAGE_YEARS = 25;

/**
 * Chooses a product of the sandbox that every marketplace takes.
 * @returns the product, with two pictures
 * @throws {Error} where the sandbox has none
 */
export function typicalProduct(): ProductSnapshot {
  const candidates = generateProducts({
    seed: 'typical',
    count: CANDIDATES,
    picturesUrl: 'https://pictures.example',
  });
  const oldest = new Date().getUTCFullYear() - VINTAGE_YEARS;
  const found = candidates.find(
    ({ category, madeYear, pictures, quantity }) =>
      category === 'dresses' && madeYear <= oldest && pictures.length === 2 && quantity === 1,
  );
  if (found === undefined) throw new Error('the sandbox has no typical product');
  const pictures = found.pictures.map((url) => ({ url }));
  return { ...found, id: 1, pictures, attributes: {}, status: 'active', version: 1 };
}

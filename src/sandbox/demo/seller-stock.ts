import { generateProducts } from '../dataset/generate-products.ts';
import { productsCsv } from '../dataset/products-csv.ts';
import type { SandboxProduct } from '../dataset/sandbox-product.ts';

/** What a seller has to sell. */
export interface SellerStock {
  /** The file the seller imports. */
  readonly csv: string;
  readonly quantities: ReadonlyMap<string, number>;
  /** SKU of the product that is too young for Etsy. */
  readonly flawedSku: string;
}

/** Etsy takes second-hand goods from 20 years of age; in years from now on, this one has some to wait. */
const TOO_YOUNG = 2015;
/** Old enough whenever the demo runs. */
const OLDEST = 1975;
const YEARS = 30;

/**
 * Makes the stock of somebody who sells vintage: everything is old enough for Etsy but the last product.
 * @param request seed, number of products and where their pictures are
 * @returns the stock
 */
export function sellerStock(request: {
  readonly seed: string;
  readonly count: number;
  readonly picturesUrl: string;
}): SellerStock {
  const products = generateProducts(request);
  const last = products.length - 1;
  const stock = products.map((product, index) => ({
    ...product,
    madeYear: index === last ? TOO_YOUNG : vintageYear(product),
  }));
  return {
    csv: productsCsv(stock),
    quantities: new Map(stock.map(({ sku, quantity }) => [sku, quantity])),
    flawedSku: stock[last]?.sku ?? '',
  };
}

/**
 * @param product any product
 * @param product.madeYear when it was made
 * @returns a year that is long enough ago for Etsy
 */
export function vintageYear({ madeYear }: SandboxProduct): number {
  return madeYear < OLDEST + YEARS ? madeYear : OLDEST + (madeYear % YEARS);
}

import { useEffect, useState } from 'preact/hooks';
import type { ApiClient, Page } from '../api/client.ts';
import type { Product } from '../api/stock.ts';
import { useApp } from '../app-context.ts';

/** Names of products change seldom: what was read once is good for the lists of this visit. */
const KNOWN = new WeakMap<object, Map<number, Product>>();
/** Most ids of one request. */
const MOST = 200;

/**
 * Takes note of a product that has just been read or changed.
 * @param api the session's client
 * @param product the product
 */
export function rememberProduct(api: ApiClient, product: Product): void {
  KNOWN.get(api)?.set(product.id, product);
}

/**
 * Finds the products that the rows of a list are about.
 * @param ids their ids; null is nobody's
 * @returns what is known of them by now
 */
export function useProducts(ids: readonly (number | null)[]): ReadonlyMap<number, Product> {
  const { api } = useApp();
  const [, setCount] = useState(0);
  const known = KNOWN.get(api) ?? new Map<number, Product>();
  KNOWN.set(api, known);
  const missing = [...new Set(ids)]
    .filter((id): id is number => id !== null && !known.has(id))
    .slice(0, MOST);
  const wanted = missing.join(',');
  useEffect(() => {
    if (wanted === '') return undefined;
    const given = new AbortController();
    api
      .get<Page<Product>>('/api/products', { ids: wanted, limit: MOST }, given.signal)
      .then(({ data }) => {
        for (const product of data) known.set(product.id, product);
        setCount((count) => count + 1);
      })
      // Without names the rows show ids; whoever reads the list tells that the server does not answer.
      .catch(() => undefined);
    return () => given.abort();
  }, [api, known, wanted]);
  return known;
}

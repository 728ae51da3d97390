import type { JSX } from 'preact';
import type { Page } from '../../api/client.ts';
import type { Listing, Product, ProductReadiness } from '../../api/stock.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { PlaceCell } from './place-cell.tsx';
import { SELECTION_ID } from './selection-bar.tsx';
import { isSelected } from './selection.ts';
import type { Selection } from './selection.ts';
import { Thumbnail } from './thumbnail.tsx';

/** Listings of a page of products: each may have stood on each account several times. */
const MOST_LISTINGS = 200;

/** Products, a line each: where they stand, and what keeps them from standing elsewhere. */
export function ProductTable(props: {
  readonly products: readonly Product[];
  readonly selection: Selection;
  readonly select: (ids: readonly number[], isSelected: boolean) => void;
}): JSX.Element {
  const { products, selection, select } = props;
  const { accounts } = useSellerData();
  const ids = products.map(({ id }) => id);
  const wanted = ids.join(',');
  const readiness = useResource(`readiness/${wanted}`, (api, signal) =>
    api.get<readonly ProductReadiness[]>('/api/readiness', { product_ids: wanted }, signal),
  );
  const listings = useResource(`listings/${wanted}`, (api, signal) =>
    api.get<Page<Listing>>('/api/listings', { product_ids: wanted, limit: MOST_LISTINGS }, signal),
  );
  const places = [...accounts].sort((a, b) => a.marketplace.localeCompare(b.marketplace) || a.id - b.id);
  const isAll = ids.every((id) => isSelected(selection, id));
  return (
    <div class="table-frame">
      <table class="table products">
        <caption class="visually-hidden">Products, newest first</caption>
        <thead>
          <tr>
            <th scope="col" class="pick">
              <input
                type="checkbox"
                aria-label="Select all products of this page"
                checked={isAll}
                disabled={selection.kind === 'every'}
                onChange={() => select(ids, !isAll)}
              />
            </th>
            <th scope="col">Product</th>
            <th scope="col" class="number">
              Price
            </th>
            <th scope="col">Stock</th>
            {places.map((account) => (
              <th key={account.id} scope="col" title={account.name}>
                <Marketplace name={account.marketplace} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr
              key={product.id}
              data-product={product.id}
              class={isSelected(selection, product.id) ? 'is-selected' : ''}
            >
              <td class="pick">
                <input
                  type="checkbox"
                  aria-label={`Select ${product.sku}`}
                  checked={isSelected(selection, product.id)}
                  disabled={selection.kind === 'every'}
                  onChange={() => select([product.id], !isSelected(selection, product.id))}
                />
                {isSelected(selection, product.id) && (
                  <button
                    type="button"
                    class="button button-small to-selection"
                    onClick={() => document.getElementById(SELECTION_ID)?.focus()}
                  >
                    Go to the selection
                  </button>
                )}
              </td>
              <th scope="row">
                <div class="product">
                  <Thumbnail product={product} />
                  <a
                    class="row-link"
                    href={hrefOf('jobs', { product_id: String(product.id) })}
                    title="Jobs of this product"
                  >
                    {product.sku}
                  </a>
                  <span class="row-detail">{product.title}</span>
                </div>
              </th>
              <td class="number tabular" data-label="Price">
                {product.price} {product.currency}
              </td>
              <td class="stock" data-label="Stock">
                <StatusBadge status={product.status} />{' '}
                <span class="quiet tabular">× {product.quantity}</span>
              </td>
              {places.map((account) => (
                <td key={account.id} data-label={account.name}>
                  <PlaceCell
                    accountName={account.name}
                    readiness={readiness.data
                      ?.find(({ product_id: id }) => id === product.id)
                      ?.accounts.find(({ account_id: id }) => id === account.id)}
                    listing={listings.data?.data.find(
                      (listing) =>
                        listing.product_id === product.id &&
                        listing.account_id === account.id &&
                        listing.superseded_by === null,
                    )}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import type { JSX } from 'preact';
import type { Page } from '../../api/client.ts';
import type { Listing, Product, ProductReadiness } from '../../api/stock.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
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
  const columns: readonly Column<Product>[] = [
    {
      name: 'Select',
      kind: 'pick',
      head: (
        <input
          type="checkbox"
          aria-label="Select all products of this page"
          checked={isAll}
          disabled={selection.kind === 'every'}
          onChange={() => select(ids, !isAll)}
        />
      ),
      cell: (product) => <Pick product={product} selection={selection} select={select} />,
    },
    { name: 'Product', kind: 'row', cell: (product) => <Named product={product} /> },
    { name: 'Price', kind: 'number', cell: ({ price, currency }) => `${price} ${currency}` },
    {
      name: 'Stock',
      cell: ({ status, quantity }) => (
        <span class="stock">
          <StatusBadge status={status} /> <span class="quiet tabular">× {quantity}</span>
        </span>
      ),
    },
    ...places.map(({ id: accountId, marketplace, name }) => ({
      key: accountId,
      name,
      head: (
        <span title={name}>
          <Marketplace name={marketplace} />
        </span>
      ),
      cell: ({ id }: Product) => (
        <PlaceCell
          accountName={name}
          readiness={readiness.data
            ?.find(({ product_id: of }) => of === id)
            ?.accounts.find(({ account_id: on }) => on === accountId)}
          listing={listings.data?.data.find(
            (listing) =>
              listing.product_id === id && listing.account_id === accountId && listing.superseded_by === null,
          )}
        />
      ),
    })),
  ];
  return (
    <Table
      caption="Products, newest first"
      kind="products"
      columns={columns}
      rows={products}
      keyOf={({ id }) => id}
      marks={({ id }) => ({ 'data-product': id, class: isSelected(selection, id) ? 'is-selected' : '' })}
    />
  );
}

function Pick(props: {
  readonly product: Product;
  readonly selection: Selection;
  readonly select: (ids: readonly number[], isSelected: boolean) => void;
}): JSX.Element {
  const { selection, select } = props;
  const { id, sku } = props.product;
  const isChosen = isSelected(selection, id);
  return (
    <>
      <input
        type="checkbox"
        aria-label={`Select ${sku}`}
        checked={isChosen}
        disabled={selection.kind === 'every'}
        onChange={() => select([id], !isChosen)}
      />
      {isChosen && (
        <button
          type="button"
          class="button button-small to-selection"
          onClick={() => document.getElementById(SELECTION_ID)?.focus()}
        >
          Go to the selection
        </button>
      )}
    </>
  );
}

function Named(props: { readonly product: Product }): JSX.Element {
  const { product } = props;
  return (
    <div class="product">
      <Thumbnail product={product} />
      <a class="row-link" href={hrefOf(`products/${product.id}`)}>
        {product.sku}
      </a>
      <span class="row-detail">{product.title}</span>
    </div>
  );
}

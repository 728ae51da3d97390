import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Product } from '../../api/stock.ts';
import { go, hrefOf } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { statusOf } from '../../words/statuses.ts';
import { ImportDrop } from './import-drop.tsx';
import { ProductTable } from './product-table.tsx';
import { SearchField } from './search-field.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { NOTHING_SELECTED, withProducts } from './selection.ts';
import type { Selection } from './selection.ts';

const STATUSES = ['active', 'draft', 'sold', 'archived'];

/** The seller's stock, with what keeps each piece from being listed, and the way to list many at once. */
export function ProductsView(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const { q, status } = props.query;
  const list = usePages<Product>('/api/products', { q, status, limit: 50 });
  const [selection, choose] = useState<Selection>(NOTHING_SELECTED);
  const set = (name: string) => (value: string | undefined) =>
    go(hrefOf('products', { q, status, [name]: value }), { replace: true });
  // A search is nothing that a request for a batch can say; and what fits one page is chosen by its own box.
  const hasMore = list.older !== undefined || list.newer !== undefined;
  const larger: Selection | undefined =
    q === undefined && hasMore && selection.kind === 'some' ? { kind: 'every', status } : undefined;
  return (
    <ImportDrop done={list.resource.refresh}>
      {(chooseFile) => (
        <>
          <header class="head">
            <h1>Products</h1>
            <div class="filters">
              <SearchField value={q} onChange={set('q')} />
              <SelectFilter
                label="Status"
                any="Any status"
                value={status}
                choices={STATUSES.map((value) => ({ value, label: statusOf(value).label }))}
                onChange={set('status')}
              />
              {chooseFile}
              <a class="button" href={hrefOf('products/new')}>
                <Icon name="plus" />
                New product
              </a>
            </div>
          </header>
          <section class="card card-flush" aria-label="Products">
            <Loaded resource={list.resource}>
              {({ data }) =>
                data.length === 0 ? (
                  <Empty
                    icon="products"
                    title={q === undefined && status === undefined ? 'No products yet.' : 'No product fits.'}
                  >
                    <a href={hrefOf('products/new')}>Add one by hand</a>, or drop a CSV file here: its first
                    line names the columns, at least <code>sku</code>, <code>title</code>, <code>price</code>{' '}
                    and <code>currency</code>.
                  </Empty>
                ) : (
                  <ProductTable
                    products={data}
                    selection={selection}
                    select={(ids, isWanted) => choose((before) => withProducts(before, ids, isWanted))}
                  />
                )
              }
            </Loaded>
            <Pager list={list} name="products" />
          </section>
          <SelectionBar
            selection={selection}
            larger={larger}
            choose={(chosen) => choose(chosen ?? NOTHING_SELECTED)}
          />
        </>
      )}
    </ImportDrop>
  );
}

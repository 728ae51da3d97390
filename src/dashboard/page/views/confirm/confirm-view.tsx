import type { JSX } from 'preact';
import type { PendingAction } from '../../api/stock.ts';
import { go, hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useProducts } from '../use-products.ts';
import { PendingCard } from './pending-card.tsx';

/** What was inferred and is not certain, put to a person. */
export function ConfirmView(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const { accounts } = useSellerData();
  const status = props.query['status'] ?? 'open';
  const list = usePages<PendingAction>('/api/pending-actions', { status, limit: 25 });
  const products = useProducts((list.resource.data?.data ?? []).map(({ product_id: id }) => id));
  return (
    <>
      <header class="head">
        <h1>To confirm</h1>
        <div class="filters">
          <SelectFilter
            label="Show"
            any="Open"
            value={status === 'open' ? undefined : status}
            choices={[
              { value: 'confirmed', label: 'Confirmed' },
              { value: 'dismissed', label: 'Dismissed' },
            ]}
            onChange={(value) => go(hrefOf('confirm', { status: value }), { replace: true })}
          />
        </div>
      </header>
      <Loaded resource={list.resource}>
        {({ data }) =>
          data.length === 0 ? (
            <section class="card" aria-label="Questions">
              <Empty icon="confirm" title={status === 'open' ? 'No open questions.' : 'None yet.'}>
                When something changes on a marketplace and StoFlow is not certain what it means, you are
                asked here.
              </Empty>
            </section>
          ) : (
            <ul class="cards">
              {data.map((action) => (
                <PendingCard
                  key={action.id}
                  action={action}
                  product={products.get(action.product_id ?? 0)}
                  account={accounts.find(({ id }) => id === action.account_id)}
                  done={list.resource.refresh}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Pager list={list} name="questions" />
    </>
  );
}

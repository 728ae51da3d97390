import type { JSX } from 'preact';
import type { Session } from '../api/session.ts';
import type { Place } from '../router.ts';
import { Empty } from '../ui/states.tsx';
import { AccountView } from './accounts/account-view.tsx';
import { AccountsView } from './accounts/accounts-view.tsx';
import { ConnectView } from './accounts/connect-view.tsx';
import { AdminView } from './admin/admin-view.tsx';
import { BatchList } from './batches/batch-list.tsx';
import { BatchView } from './batches/batch-view.tsx';
import { ConfirmView } from './confirm/confirm-view.tsx';
import { JobList } from './jobs/job-list.tsx';
import { JobView } from './jobs/job-view.tsx';
import { OverviewView } from './overview/overview-view.tsx';
import { NewProductView } from './products/new-product-view.tsx';
import { ProductView } from './products/product-view.tsx';
import { ProductsView } from './products/products-view.tsx';

/** A view with the title of its tab. */
export interface View {
  readonly title: string;
  readonly view: JSX.Element;
}

/**
 * Finds what is shown at a place.
 * @param place where somebody is
 * @param session who that is
 * @returns the view
 */
export function viewOf(place: Place, session: Session): View {
  const [section, text] = place.path;
  const id = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  const isOperatorsHome = section === undefined && !session.isSeller;
  if (session.isOperator && (section === 'admin' || isOperatorsHome)) {
    return { title: 'All tenants', view: <AdminView query={place.query} /> };
  }
  if (session.isSeller) {
    const found = sellerView(section, text, id, place.query);
    if (found !== undefined) return found;
  }
  return {
    title: 'Not found',
    view: (
      <Empty icon="search" title="There is nothing at this address.">
        <a href="#/">Go to the start</a>
      </Empty>
    ),
  };
}

function sellerView(
  section: string | undefined,
  text: string | undefined,
  id: number | undefined,
  query: Place['query'],
): View | undefined {
  if (section === undefined) return { title: 'Overview', view: <OverviewView /> };
  if (section === 'batches' && id !== undefined) {
    return { title: `Batch ${id}`, view: <BatchView key={id} id={id} query={query} /> };
  }
  if (section === 'jobs' && id !== undefined)
    return { title: `Job ${id}`, view: <JobView key={id} id={id} /> };
  if (section === 'accounts' && id !== undefined) {
    return { title: `Account ${id}`, view: <AccountView key={id} id={id} query={query} /> };
  }
  if (section === 'accounts' && text === 'new') return { title: 'New account', view: <ConnectView /> };
  if (section === 'products' && id !== undefined) {
    return { title: `Product ${id}`, view: <ProductView key={id} id={id} query={query} /> };
  }
  if (section === 'products' && text === 'new') return { title: 'New product', view: <NewProductView /> };
  if (text !== undefined) return undefined;
  if (section === 'batches') return { title: 'Batches', view: <BatchList query={query} /> };
  if (section === 'jobs') return { title: 'Jobs', view: <JobList query={query} /> };
  if (section === 'products') return { title: 'Products', view: <ProductsView query={query} /> };
  if (section === 'accounts') return { title: 'Accounts', view: <AccountsView query={query} /> };
  if (section === 'confirm') return { title: 'To confirm', view: <ConfirmView query={query} /> };
  return undefined;
}

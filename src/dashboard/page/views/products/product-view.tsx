import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Page, Tagged } from '../../api/client.ts';
import { Problem, sentenceOf } from '../../api/problem.ts';
import type { Job } from '../../api/jobs.ts';
import type { Listing, Product, Readiness } from '../../api/stock.ts';
import { useApp } from '../../app-context.ts';
import { useResource } from '../../live/use-resource.ts';
import { go, hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { rememberProduct } from '../use-products.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { focusField } from './field-focus.ts';
import { fieldBehind } from './field-names.ts';
import { ProductForm } from './product-form.tsx';
import { ProductJobs } from './product-jobs.tsx';
import { ProductPlaces } from './product-places.tsx';
import { valuesOf } from './product-values.ts';

/** Jobs of the product that are shown. */
const MOST_JOBS = 8;

/** One product: what it is, to be changed; where it stands, and what has been done with it. */
export function ProductView(props: {
  readonly id: number;
  readonly query: Readonly<Record<string, string>>;
}): JSX.Element {
  const { id, query } = props;
  const { api } = useApp();
  const { hasAttributes } = useSellerData();
  const [read, setRead] = useState<Tagged<Product> | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const open = (): void => {
    setError(undefined);
    // Read once: what somebody is typing must not change under their hands.
    api
      .tagged<Product>('GET', `/api/products/${id}`)
      .then((product) => {
        rememberProduct(api, product.data);
        setRead(product);
      })
      .catch(setError);
  };
  useEffect(open, [api, id]);
  if (error instanceof Problem && error.status === 404) {
    return <Empty icon="search" title={`There is no product ${id}.`} />;
  }
  if (error !== undefined) return <ErrorNote message={sentenceOf(error)} retry={open} />;
  return read === undefined || !hasAttributes ? (
    <Skeleton />
  ) : (
    <ProductDetail read={read} field={query['field']} />
  );
}

/** @param props the product, and the field that somebody was led to */
function ProductDetail(props: {
  readonly read: Tagged<Product>;
  readonly field: string | undefined;
}): JSX.Element {
  const { say } = useApp();
  const { accounts, attributes } = useSellerData();
  const titleOf = useTitles();
  const [product, setProduct] = useState(props.read.data);
  // Accounts on which it was live when it was saved: what is published afterwards is published as it is now.
  const [outdated, setOutdated] = useState<readonly number[]>([]);
  const [action, setAction] = useState<string | undefined>(undefined);
  const { id } = product;
  const readiness = useResource(`readiness/${id}`, (api, signal) =>
    api.get<readonly Readiness[]>(`/api/products/${id}/readiness`, {}, signal),
  );
  const listings = useResource(`listings/${id}`, (api, signal) =>
    api.get<Page<Listing>>('/api/listings', { product_id: id, limit: 50 }, signal),
  );
  const jobs = useResource(`jobs-of/${id}`, (api, signal) =>
    api.get<Page<Job>>('/api/marketplace/jobs', { product_id: id, limit: MOST_JOBS }, signal),
  );
  const live = (listings.data?.data ?? []).filter(({ status }) => status === 'live');
  const stale = live.filter(({ account_id: account }) => outdated.includes(account));
  const fieldNames = Object.keys(valuesOf(product, attributes));
  useEffect(() => {
    const wanted = props.field === undefined ? undefined : fieldBehind(props.field, fieldNames);
    if (wanted !== undefined) focusField(wanted);
  }, [props.field]);
  const objections = new Map<string, string[]>();
  for (const { marketplace, fields } of readiness.data ?? []) {
    for (const { field, message } of fields) {
      const title = titleOf(marketplace);
      const text = message.includes(title) ? message : `${title}: ${message}`;
      const own = fieldBehind(field, fieldNames) ?? field;
      objections.set(own, [...new Set([...(objections.get(own) ?? []), text])]);
    }
  }
  return (
    <>
      <header class="head">
        <div>
          <p class="crumbs">
            <a href={hrefOf('products')}>Products</a>
            <span aria-hidden="true"> / </span>
            {product.sku}
          </p>
          <h1>
            {product.title} <StatusBadge status={product.status} />
          </h1>
        </div>
        <div class="actions">
          {accounts.length > 0 && (
            <button type="button" class="button button-primary" onClick={() => setAction('publish')}>
              Publish or change…
            </button>
          )}
          <RemoveProduct product={product} />
        </div>
      </header>
      {stale.length > 0 && (
        <div class="note note-warning" role="status">
          <Icon name="alert" />
          <span>
            Saved here. Its listings on{' '}
            {[...new Set(stale.map(({ marketplace }) => titleOf(marketplace)))].join(', ')} still show what
            was sent before.
          </span>
          <button type="button" class="button button-small" onClick={() => setAction('update')}>
            Update the listings
          </button>
        </div>
      )}
      <div class="columns">
        <Card title="What it is">
          <ProductForm
            read={props.read}
            objections={objections}
            saved={(changed) => {
              setProduct(changed);
              setOutdated(live.map(({ account_id: account }) => account));
              readiness.refresh();
              say('Saved.');
            }}
          />
        </Card>
        <div class="stack">
          <ProductPlaces
            accounts={accounts}
            readiness={readiness.data ?? []}
            listings={listings.data?.data ?? []}
            fieldBehind={(name) => fieldBehind(name, fieldNames)}
          />
          <ProductJobs productId={id} jobs={jobs.data?.data ?? []} done={jobs.refresh} />
        </div>
      </div>
      {action !== undefined && (
        <BatchDialog
          selection={{ kind: 'some', ids: new Set([id]) }}
          action={action}
          {...(action === 'update' && { accountIds: stale.map(({ account_id: account }) => account) })}
          close={() => setAction(undefined)}
          sent={() => setOutdated([])}
        />
      )}
    </>
  );
}

function RemoveProduct(props: { readonly product: Product }): JSX.Element {
  const { api } = useApp();
  const { id, sku, version } = props.product;
  return (
    <ConfirmButton
      icon="close"
      title={`Remove ${sku}?`}
      explanation="It leaves your stock. Where jobs or listings tell of it, it is archived, and can be made active again. Listings that are live must be delisted first."
      confirm="Remove it"
      run={async () => {
        const { result } = await api.change<{ readonly result: string }>('DELETE', `/api/products/${id}`, {
          headers: { 'if-match': `"${version}"` },
        });
        go(hrefOf('products'));
        return `${sku} was ${result}.`;
      }}
    >
      Remove
    </ConfirmButton>
  );
}

import type { JSX } from 'preact';
import type { Product } from '../../api/stock.ts';
import { useApp } from '../../app-context.ts';
import { go, hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { useUnsaved } from '../../ui/form/use-unsaved.ts';
import { Skeleton } from '../../ui/states.tsx';
import { ProductFields } from './product-fields.tsx';
import { bodyOf, changedFields, newValues } from './product-values.ts';

/** A product that is made by hand. */
export function NewProductView(): JSX.Element {
  return useSellerData().hasAttributes ? <NewProduct /> : <Skeleton />;
}

function NewProduct(): JSX.Element {
  const { api, say } = useApp();
  const { attributes } = useSellerData();
  const empty = newValues(attributes);
  const form = useForm(empty);
  useUnsaved(changedFields(form.values, empty).length > 0);
  const create = async (): Promise<void> => {
    const body = bodyOf(form.values, Object.keys(empty), attributes);
    const product = await api.change<Product>('POST', '/api/products', { body });
    say(`${product.sku} is in your stock.`);
    go(hrefOf(`products/${product.id}`), { replace: true });
  };
  return (
    <>
      <header class="head">
        <div>
          <p class="crumbs">
            <a href={hrefOf('products')}>Products</a>
            <span aria-hidden="true"> / </span>New
          </p>
          <h1>New product</h1>
        </div>
      </header>
      <Card title="What it is">
        <FormFrame form={form} label="New product" run={create}>
          <ProductFields form={form} noteOf={() => undefined} />
          <div class="form-foot">
            <SubmitButton form={form}>Add to the stock</SubmitButton>
            <a class="button" href={hrefOf('products')}>
              Not now
            </a>
          </div>
        </FormFrame>
      </Card>
    </>
  );
}

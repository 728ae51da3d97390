import { useState } from 'preact/hooks';
import type { Tagged } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { Product } from '../../api/stock.ts';
import { useApp } from '../../app-context.ts';
import { useSellerData } from '../../seller-data.ts';
import { useForm } from '../../ui/form/use-form.ts';
import type { Form } from '../../ui/form/use-form.ts';
import { rememberProduct } from '../use-products.ts';
import { bodyOf, changedFields, rebase, valuesOf } from './product-values.ts';

/** What somebody else did to the product while it was being edited. */
interface Meanwhile {
  readonly clashes: readonly string[];
  readonly taken: readonly string[];
}

/** A product that is being edited. */
export interface ProductEditor {
  readonly form: Form;
  /** As the server has it, as far as is known. */
  readonly product: Product;
  /** What of the form is not saved. */
  readonly changed: readonly string[];
  /** Undefined unless the last attempt to save met somebody else's change. */
  readonly meanwhile: Meanwhile | undefined;
  /** What the server has in a field that both have changed; undefined for any other. */
  readonly theirs: (name: string) => string | undefined;
  readonly save: () => Promise<void>;
  /** Gives up what was not saved. */
  readonly reset: () => void;
}

/**
 * Edits a product. What is saved names the version it is based on, so that nothing that was not seen is overwritten.
 * @param read the product with its version
 * @param saved is told when it was saved
 * @returns the editor
 */
export function useProductEditor(read: Tagged<Product>, saved: (product: Product) => void): ProductEditor {
  const { api } = useApp();
  const [known, setKnown] = useState(read);
  const [meanwhile, setMeanwhile] = useState<Meanwhile | undefined>(undefined);
  const { attributes } = useSellerData();
  const base = valuesOf(known.data, attributes);
  const form = useForm(base);
  const changed = changedFields(form.values, base);
  const path = `/api/products/${known.data.id}`;

  const learn = (product: Tagged<Product>): void => {
    setKnown(product);
    rememberProduct(api, product.data);
  };
  const save = async (): Promise<void> => {
    try {
      const product = await api.tagged<Product>('PATCH', path, {
        body: bodyOf(form.values, changed, attributes),
        headers: { 'if-match': known.tag },
      });
      learn(product);
      form.fill(valuesOf(product.data, attributes));
      setMeanwhile(undefined);
      saved(product.data);
    } catch (error: unknown) {
      if (!(error instanceof Problem && error.status === 412)) throw error;
      const latest = await api.tagged<Product>('GET', path);
      const { values, ...what } = rebase(form.values, base, valuesOf(latest.data, attributes));
      learn(latest);
      form.fill(values);
      setMeanwhile(what);
    }
  };
  return {
    form,
    product: known.data,
    changed,
    meanwhile,
    theirs: (name) =>
      meanwhile?.clashes.includes(name) === true && form.values[name] !== base[name] ? base[name] : undefined,
    save,
    reset: () => {
      form.fill(base);
      setMeanwhile(undefined);
    },
  };
}

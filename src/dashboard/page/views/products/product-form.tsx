import type { ComponentChildren, JSX } from 'preact';
import type { Tagged } from '../../api/client.ts';
import type { Product } from '../../api/stock.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useUnsaved } from '../../ui/form/use-unsaved.ts';
import { Icon } from '../../ui/icon.tsx';
import { counted } from '../../words/names.ts';
import { useFieldLabel } from './field-names.ts';
import { ProductFields } from './product-fields.tsx';
import { useProductEditor } from './use-product-editor.ts';
import type { ProductEditor } from './use-product-editor.ts';

/** Edits a product. */
export function ProductForm(props: {
  readonly read: Tagged<Product>;
  /** What marketplaces say of a field as it is saved. */
  readonly objections: ReadonlyMap<string, readonly string[]>;
  readonly saved: (product: Product) => void;
}): JSX.Element {
  const { objections } = props;
  const fieldLabel = useFieldLabel();
  const editor = useProductEditor(props.read, props.saved);
  const { form, changed } = editor;
  useUnsaved(changed.length > 0);
  return (
    <FormFrame form={form} label="Product" run={editor.save}>
      <Meanwhile editor={editor} />
      <ProductFields
        form={form}
        noteOf={(name) =>
          noteOf(name, fieldLabel(name), editor, changed.includes(name) ? [] : (objections.get(name) ?? []))
        }
      />
      <div class="form-foot">
        <SubmitButton form={form} disabled={changed.length === 0}>
          Save
        </SubmitButton>
        {changed.length > 0 && (
          <>
            <button type="button" class="button" onClick={editor.reset}>
              Undo
            </button>
            <span class="quiet">
              {counted(changed.length, 'field')} changed: {changed.map(fieldLabel).join(', ')}
            </span>
          </>
        )}
      </div>
    </FormFrame>
  );
}

function noteOf(
  name: string,
  label: string,
  editor: ProductEditor,
  objections: readonly string[],
): ComponentChildren {
  const theirs = editor.theirs(name);
  if (theirs !== undefined) {
    return (
      <>
        Somebody else has set: {theirs === '' ? 'nothing' : `“${theirs}”`}{' '}
        <button
          type="button"
          class="button button-small"
          aria-label={`Take theirs for ${label}`}
          onClick={() => editor.form.set(name, theirs)}
        >
          Take theirs
        </button>
      </>
    );
  }
  return objections.length === 0 ? undefined : objections.map((text) => <p key={text}>{text}</p>);
}

/** Says what has happened since the product was opened, before anything is saved over it. */
function Meanwhile(props: { readonly editor: ProductEditor }): JSX.Element | null {
  const { meanwhile } = props.editor;
  const fieldLabel = useFieldLabel();
  if (meanwhile === undefined) return null;
  const { clashes, taken } = meanwhile;
  return (
    <div class="note note-warning" role="alert">
      <Icon name="alert" />
      <span>
        <strong>Not saved: somebody else changed this product meanwhile.</strong>{' '}
        {taken.length > 0 && `${taken.map(fieldLabel).join(', ')}: shown as it is now. `}
        {clashes.length > 0 &&
          `You both changed ${clashes.map(fieldLabel).join(', ')}: keep yours, or take theirs. `}
        Then save again.
      </span>
    </div>
  );
}

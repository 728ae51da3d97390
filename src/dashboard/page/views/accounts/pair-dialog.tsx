import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { PairingCode } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/form/field.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { CodeDialog } from './code-dialog.tsx';
import { askForCode } from './pairing-codes.ts';

/** Brings a browser to the seller: a name, a code to be typed into its extension, and the word that it is there. */
export function PairDialog(props: { readonly close: () => void }): JSX.Element {
  const { api } = useApp();
  const id = useId();
  const form = useForm({ name: '' });
  const [code, setCode] = useState<PairingCode | undefined>(undefined);
  const ask = async (): Promise<void> => {
    setCode(await askForCode(api, (form.values['name'] ?? '').trim(), code?.id));
  };
  if (code !== undefined) {
    return (
      <CodeDialog
        key={code.id}
        code={code}
        name={form.values['name'] ?? ''}
        again={ask}
        close={props.close}
      />
    );
  }
  return (
    <Dialog
      title="Pair a browser"
      close={props.close}
      actions={
        <>
          <button type="button" class="button" onClick={props.close}>
            Not now
          </button>
          <SubmitButton form={form} of={id}>
            Get a code
          </SubmitButton>
        </>
      }
    >
      <FormFrame form={form} id={id} label="Pair a browser" run={ask}>
        <p>
          The browser needs the StoFlow extension, and you logged in to the marketplace in it. You get a code
          to type into the extension.
        </p>
        <Field
          form={form}
          name="name"
          label="What you call this browser"
          help="Such as Laptop at the shop."
        />
      </FormFrame>
    </Dialog>
  );
}

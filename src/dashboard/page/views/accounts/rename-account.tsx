import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { Field } from '../../ui/form/field.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useForm } from '../../ui/form/use-form.ts';

/** Another name for an account, for the seller only. */
export function RenameAccount(props: { readonly account: Account; readonly done: () => void }): JSX.Element {
  const { api, say } = useApp();
  const { id, name } = props.account;
  const form = useForm({ name });
  const rename = async (): Promise<void> => {
    const body = { name: (form.values['name'] ?? '').trim() };
    await api.change('PATCH', `/api/marketplace/accounts/${id}`, { body });
    props.done();
    say('Renamed.');
  };
  return (
    <details class="account-rename">
      <summary>Rename</summary>
      <FormFrame form={form} label="Rename the account" run={rename}>
        <Field form={form} name="name" label="What you call it" />
        <div class="form-foot">
          <SubmitButton form={form} disabled={form.values['name'] === name}>
            Rename
          </SubmitButton>
        </div>
      </FormFrame>
    </details>
  );
}

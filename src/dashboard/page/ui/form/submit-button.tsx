import type { ComponentChildren, JSX } from 'preact';
import type { Form } from './use-form.ts';

/** Sends a form, once. */
export function SubmitButton(props: {
  readonly form: Form;
  /** The form's id where the button is outside of it. */
  readonly of?: string;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { isBusy } = props.form;
  return (
    <button
      type="submit"
      form={props.of}
      class="button button-primary"
      aria-busy={isBusy}
      aria-disabled={isBusy}
      disabled={props.disabled === true}
    >
      {props.children}
    </button>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ErrorNote } from '../states.tsx';
import type { Form } from './use-form.ts';

/** A form: Enter sends it, and what the server refuses gets the focus. */
export function FormFrame(props: {
  readonly form: Form;
  /** Named by the button that sends it where that is elsewhere, as in a dialog. */
  readonly id?: string;
  readonly label: string;
  readonly run: () => Promise<void>;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { form, run } = props;
  const element = useRef<HTMLFormElement>(null);
  // With what is wrong, and not after it: whoever goes on typing at once would be thrown elsewhere.
  useLayoutEffect(() => {
    // Only when it was sent: whoever corrects one field is not thrown to the next.
    if (!form.isBusy) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form.isBusy]);
  return (
    <form
      ref={element}
      id={props.id}
      class="form"
      aria-label={props.label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(run);
      }}
    >
      {form.problem !== undefined && <ErrorNote message={form.problem} />}
      {props.children}
    </form>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Choice } from '../select-filter.tsx';
import { spaced } from '../../words/names.ts';
import type { Form } from './use-form.ts';

/** How a field is filled in. */
export interface FieldLook {
  readonly name: string;
  readonly label: string;
  /** `long` for several lines; with `choices` it is chosen from them. */
  readonly kind?: 'text' | 'long' | 'number' | 'secret';
  readonly choices?: readonly Choice[] | undefined;
  /** What there is to know before it is filled in. */
  readonly help?: string | undefined;
  readonly isWide?: boolean;
}

/** A field with its label, what is wrong with it, and what there is to know about it. */
export function Field(
  props: FieldLook & {
    readonly form: Form;
    /** What is known of its present value, beside it. */
    readonly children?: ComponentChildren;
  },
): JSX.Element {
  const { form, name, help, children } = props;
  const id = useId();
  const error = form.errors.get(name);
  const described = [
    ...(error === undefined ? [] : [`${id}-error`]),
    ...(children === undefined ? [] : [`${id}-note`]),
    ...(help === undefined ? [] : [`${id}-help`]),
  ];
  return (
    <div
      class={props.kind === 'long' || props.isWide === true ? 'field field-wide' : 'field'}
      data-field={name}
    >
      <label for={id}>{props.label}</label>
      <Control
        {...props}
        attributes={{
          id,
          'aria-invalid': error !== undefined,
          ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
        }}
      />
      {error !== undefined && (
        <p id={`${id}-error`} class="field-error">
          {error}
        </p>
      )}
      {children !== undefined && (
        <div id={`${id}-note`} class="field-note">
          {children}
        </div>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} class="field-help">
          {help}
        </p>
      )}
    </div>
  );
}

interface Attributes {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

function Control(props: FieldLook & { readonly form: Form; readonly attributes: Attributes }): JSX.Element {
  const { form, name, kind, choices, attributes } = props;
  const value = form.values[name] ?? '';
  const set = (event: { readonly currentTarget: { readonly value: string } }): void =>
    form.set(name, event.currentTarget.value);
  if (choices !== undefined) {
    const isKnown = value === '' || choices.some((choice) => choice.value === value);
    return (
      <select {...attributes} value={value} onChange={set}>
        {(isKnown ? choices : [...choices, { value, label: spaced(value) }]).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  if (kind === 'long') return <textarea {...attributes} rows={4} value={value} onInput={set} />;
  return (
    <input
      {...attributes}
      type="text"
      inputMode={kind === 'number' ? 'decimal' : undefined}
      autocomplete="off"
      // A token is no word, and none that a browser should learn.
      spellcheck={kind !== 'secret'}
      autocapitalize={kind === 'secret' ? 'off' : undefined}
      value={value}
      onInput={set}
    />
  );
}

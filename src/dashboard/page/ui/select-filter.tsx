import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

/** A choice of one filter. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A filter with a handful of values. */
export function SelectFilter(props: {
  readonly label: string;
  readonly any: string;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string | undefined) => void;
}): JSX.Element {
  const id = useId();
  return (
    <span class="filter">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        value={props.value ?? ''}
        onChange={(event) =>
          props.onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
        }
      >
        <option value="">{props.any}</option>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}

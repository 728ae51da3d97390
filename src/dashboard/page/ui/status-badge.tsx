import type { JSX } from 'preact';
import { statusOf } from '../words/statuses.ts';

/** A status as a word with a coloured dot: colour alone would say nothing to many. */
export function StatusBadge(props: { readonly status: string; readonly label?: string }): JSX.Element {
  const { label, tone } = statusOf(props.status);
  return (
    <span class={`badge tone-${tone}`} data-status={props.status}>
      {props.label ?? label}
    </span>
  );
}

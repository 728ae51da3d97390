import type { JSX } from 'preact';

/** The name with its mark: three lanes that flow into one. */
export function Brand(): JSX.Element {
  return (
    <span class="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M3 5h5c5 0 4 7 9 7h4M3 12h18M3 19h5c5 0 4-7 9-7h4" />
      </svg>
      StoFlow
    </span>
  );
}

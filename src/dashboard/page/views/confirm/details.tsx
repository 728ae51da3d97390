import type { JSX } from 'preact';
import type { PendingAction } from '../../api/stock.ts';
import { spaced } from '../../words/names.ts';

/** A product that a found listing may be. */
export interface Candidate {
  readonly product_id: number;
  readonly sku: string;
  readonly title: string;
}

/**
 * @param action a question about a found listing
 * @returns the products it may be
 */
export function candidatesOf({ details }: PendingAction): readonly Candidate[] {
  const candidates = details['candidates'];
  return Array.isArray(candidates) ? (candidates as readonly Candidate[]) : [];
}

/** What a question is about: fields side by side where they differ. */
export function Details(props: { readonly action: PendingAction }): JSX.Element | null {
  const fields = props.action.details['fields'];
  if (typeof fields !== 'object' || fields === null) return null;
  const rows = Object.entries(
    fields as Readonly<Record<string, { readonly ours?: unknown; readonly theirs?: unknown }>>,
  );
  return (
    <div class="table-frame">
      <table class="table differences">
        <caption class="visually-hidden">What differs</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">StoFlow has</th>
            <th scope="col">The marketplace shows</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([field, { ours, theirs }]) => (
            <tr key={field}>
              <th scope="row">{spaced(field)}</th>
              <td data-label="StoFlow has">{textOf(ours)}</td>
              <td data-label="The marketplace shows">{textOf(theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

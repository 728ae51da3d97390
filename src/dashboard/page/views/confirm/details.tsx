import type { JSX } from 'preact';
import type { PendingAction } from '../../api/stock.ts';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
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

interface Sides {
  readonly ours?: unknown;
  readonly theirs?: unknown;
}

const COLUMNS: readonly Column<readonly [field: string, sides: Sides]>[] = [
  { name: 'Field', kind: 'row', cell: ([field]) => spaced(field) },
  { name: 'StoFlow has', cell: ([, { ours }]) => textOf(ours) },
  { name: 'The marketplace shows', cell: ([, { theirs }]) => textOf(theirs) },
];

/** What a question is about: fields side by side where they differ. */
export function Details(props: { readonly action: PendingAction }): JSX.Element | null {
  const fields = props.action.details['fields'];
  if (typeof fields !== 'object' || fields === null) return null;
  return (
    <Table
      caption="What differs"
      kind="differences"
      columns={COLUMNS}
      rows={Object.entries(fields as Readonly<Record<string, Sides>>)}
      keyOf={([field]) => field}
    />
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

import type { ComponentChildren, JSX } from 'preact';

/** A column: its head, and what a row has in it. */
export interface Column<Row> {
  readonly name: string;
  /** Tells columns apart that may have the same name. */
  readonly key?: string | number;
  /** What the head shows where that is not the name: the name is then for narrow screens and for who hears it. */
  readonly head?: ComponentChildren;
  /** `row` for the cell that names its row, `number` for what is aligned by its digits, `wide` for sentences. */
  readonly kind?: 'row' | 'number' | 'wide' | 'actions' | 'pick';
  readonly cell: (row: Row) => ComponentChildren;
}

type Marks = Readonly<Record<`data-${string}`, string | number>> & { readonly class?: string };

/** Rows under their heads; on narrow screens a list, in which each cell says the name of its column. */
export function Table<Row>(props: {
  /** What is listed, for who does not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** Marks of a row by which tests and styles find it. */
  readonly marks?: (row: Row) => Marks;
  readonly kind?: string;
}): JSX.Element {
  const { columns } = props;
  return (
    <div class="table-frame">
      <table class={props.kind === undefined ? 'table' : `table ${props.kind}`}>
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key ?? column.name} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.keyOf(row)} {...props.marks?.(row)}>
              {columns.map((column) => (
                <Cell key={column.key ?? column.name} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>(props: { readonly column: Column<Row> }): JSX.Element {
  const { name, head, kind } = props.column;
  return (
    <th scope="col" class={kind === 'number' || kind === 'pick' ? kind : undefined}>
      {kind === 'actions' ? <span class="visually-hidden">{name}</span> : (head ?? name)}
    </th>
  );
}

const CLASSES = { number: 'number tabular', wide: 'wide', actions: 'row-actions', pick: 'pick' } as const;

function Cell<Row>(props: { readonly column: Column<Row>; readonly row: Row }): JSX.Element {
  const { name, kind, cell } = props.column;
  const content = cell(props.row);
  if (kind === 'row') return <th scope="row">{content}</th>;
  const isNamed = kind !== 'actions' && kind !== 'pick';
  return (
    <td class={kind === undefined ? undefined : CLASSES[kind]} data-label={isNamed ? name : undefined}>
      {content}
    </td>
  );
}

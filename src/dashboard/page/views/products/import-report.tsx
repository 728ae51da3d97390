import type { JSX } from 'preact';
import type { ImportResult } from '../../api/stock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { counted } from '../../words/names.ts';

/** Wrong rows that are shown; a file may have ten thousand. */
const MOST_SHOWN = 100;

const COLUMNS: readonly Column<ImportResult['rows'][number]>[] = [
  { name: 'Row', kind: 'number', cell: ({ row }) => row },
  { name: 'SKU', cell: ({ sku }) => sku ?? '–' },
  { name: 'Column', cell: ({ field }) => <code>{field}</code> },
  { name: 'What is wrong', cell: ({ message }) => message },
];

/** What became of an import, row by row where something is wrong. */
export function ImportReport(props: {
  readonly result: ImportResult;
  readonly close: () => void;
}): JSX.Element {
  const { imported, updated, failed, rows } = props.result;
  return (
    <Dialog
      title="Import"
      close={props.close}
      actions={
        <button type="button" class="button button-primary" onClick={props.close}>
          Good
        </button>
      }
    >
      <p>
        {counted(imported, 'new product')}, {counted(updated, 'changed one')},{' '}
        {failed === 0 ? 'no row refused.' : `${counted(failed, 'row')} refused.`}
      </p>
      {rows.length > 0 && (
        <Table
          caption="Refused rows"
          columns={COLUMNS}
          rows={rows.slice(0, MOST_SHOWN)}
          keyOf={({ row, field, message }) => `${row}/${field}/${message}`}
        />
      )}
    </Dialog>
  );
}

import type { JSX } from 'preact';
import type { ImportResult } from '../../api/stock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { counted } from '../../words/names.ts';

/** Wrong rows that are shown; a file may have ten thousand. */
const MOST_SHOWN = 100;

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
        <div class="table-frame">
          <table class="table">
            <caption class="visually-hidden">Refused rows</caption>
            <thead>
              <tr>
                <th scope="col" class="number">
                  Row
                </th>
                <th scope="col">SKU</th>
                <th scope="col">Column</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MOST_SHOWN).map(({ row, sku, field, message }) => (
                <tr key={`${row}/${field}/${message}`}>
                  <td class="number tabular" data-label="Row">
                    {row}
                  </td>
                  <td data-label="SKU">{sku ?? '–'}</td>
                  <td data-label="Column">
                    <code>{field}</code>
                  </td>
                  <td data-label="What is wrong">{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}

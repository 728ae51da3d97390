import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { counted } from '../../words/names.ts';
import { BatchDialog } from './batch-dialog.tsx';

/** Where the keyboard goes from a selected row, which may have a hundred stops before it. */
export const SELECTION_ID = 'selection';

/** What can be done with the chosen products. It stays in sight while the list is scrolled and turned over. */
export function SelectionBar(props: {
  readonly selected: ReadonlySet<number>;
  readonly clear: () => void;
}): JSX.Element | null {
  const { selected, clear } = props;
  const [isOpen, setOpen] = useState(false);
  if (selected.size === 0) return null;
  return (
    <div id={SELECTION_ID} class="selection-bar" role="region" aria-label="Selection" tabIndex={-1}>
      <span class="tabular">{counted(selected.size, 'product')} selected</span>
      <button type="button" class="button button-quiet" onClick={clear}>
        Clear
      </button>
      <button type="button" class="button button-primary" onClick={() => setOpen(true)}>
        Publish or change…
      </button>
      {isOpen && <BatchDialog productIds={[...selected]} close={() => setOpen(false)} sent={clear} />}
    </div>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BatchDialog } from './batch-dialog.tsx';
import { selectionText } from './selection.ts';
import type { Selection } from './selection.ts';

/** Where the keyboard goes from a selected row, which may have a hundred stops before it. */
export const SELECTION_ID = 'selection';

/** What can be done with the chosen products. It stays in sight while the list is scrolled and turned over. */
export function SelectionBar(props: {
  readonly selection: Selection;
  /** What else could be chosen at once; undefined where that is all, or cannot be said in a request. */
  readonly larger: Selection | undefined;
  readonly choose: (selection: Selection | undefined) => void;
}): JSX.Element | null {
  const { selection, larger, choose } = props;
  const [isOpen, setOpen] = useState(false);
  if (selection.kind === 'some' && selection.ids.size === 0) return null;
  return (
    <div id={SELECTION_ID} class="selection-bar" role="region" aria-label="Selection" tabIndex={-1}>
      <span class="tabular selection-text">{selectionText(selection)}</span>
      {larger !== undefined && (
        <button type="button" class="button button-quiet" onClick={() => choose(larger)}>
          Select {selectionText(larger)}
        </button>
      )}
      <button type="button" class="button button-quiet" onClick={() => choose(undefined)}>
        Clear
      </button>
      <button type="button" class="button button-primary" onClick={() => setOpen(true)}>
        Publish or change…
      </button>
      {isOpen && (
        <BatchDialog selection={selection} close={() => setOpen(false)} sent={() => choose(undefined)} />
      )}
    </div>
  );
}

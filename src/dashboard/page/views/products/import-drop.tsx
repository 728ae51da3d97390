import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { sentenceOf } from '../../api/problem.ts';
import type { ImportResult } from '../../api/stock.ts';
import { useApp } from '../../app-context.ts';
import { Icon } from '../../ui/icon.tsx';
import { ImportReport } from './import-report.tsx';

/** Takes a CSV file, dropped anywhere on the view or chosen, and imports it. */
export function ImportDrop(props: {
  readonly done: () => void;
  readonly children: (chooseFile: JSX.Element) => ComponentChildren;
}): JSX.Element {
  const { api, say } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<ImportResult | undefined>(undefined);

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    try {
      const body = await file.text();
      setResult(await api.change<ImportResult>('POST', '/api/products/import', { body, type: 'text/csv' }));
      props.done();
    } catch (error: unknown) {
      say(sentenceOf(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  const button = (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        class="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="button" aria-busy={isBusy} onClick={() => input.current?.click()}>
        <Icon name="upload" />
        Import CSV
      </button>
    </>
  );
  return (
    <div
      class={isOver ? 'drop is-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
    >
      {props.children(button)}
      {isOver && (
        <p class="drop-hint" aria-hidden="true">
          <Icon name="upload" /> Drop the CSV file to import it
        </p>
      )}
      {result !== undefined && <ImportReport result={result} close={() => setResult(undefined)} />}
    </div>
  );
}

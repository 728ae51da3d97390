import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks why something is to stand still: sellers are shown the reason. */
export function PauseDialog(props: {
  readonly title: string;
  readonly close: () => void;
  readonly pause: (reason: string) => Promise<string>;
}): JSX.Element {
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={props.title}
      close={props.close}
      actions={
        <>
          <button type="button" class="button" onClick={props.close}>
            Not now
          </button>
          <ActionButton
            kind="danger"
            icon="pause"
            disabled={reason.trim() === ''}
            run={async () => {
              const said = await props.pause(reason.trim());
              props.close();
              return said;
            }}
          >
            Pause
          </ActionButton>
        </>
      }
    >
      <p>Running jobs go on, no other begins. Sellers whose jobs wait are told the reason.</p>
      <label class="stacked">
        Reason
        <input type="text" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
    </Dialog>
  );
}

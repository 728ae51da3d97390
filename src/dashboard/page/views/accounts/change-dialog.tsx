import type { JSX } from 'preact';
import { Dialog } from '../../ui/dialog.tsx';

/** Says what follows from another choice before it is made. */
export function ChangeDialog(props: {
  readonly name: string;
  readonly caution: string;
  readonly change: () => void;
  readonly close: () => void;
}): JSX.Element {
  return (
    <Dialog
      title={`Change to ${props.name}?`}
      close={props.close}
      actions={
        <>
          <button type="button" class="button" onClick={props.close}>
            Keep it as it is
          </button>
          <button type="button" class="button button-primary" onClick={props.change}>
            Change it
          </button>
        </>
      }
    >
      <p>{props.caution}</p>
    </Dialog>
  );
}

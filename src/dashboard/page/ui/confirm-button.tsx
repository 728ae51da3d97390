import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ActionButton } from './action-button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** A button whose deed cannot be taken back: it asks first. */
export function ConfirmButton(props: {
  readonly run: () => Promise<string | undefined>;
  readonly title: string;
  readonly explanation: string;
  readonly confirm: string;
  readonly icon: IconName;
  readonly children: ComponentChildren;
  /** What the button means here, where every row has one. */
  readonly label?: string;
  readonly isSmall?: boolean;
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class={props.isSmall === true ? 'button button-danger button-small' : 'button button-danger'}
        aria-label={props.label}
        onClick={() => setOpen(true)}
      >
        <Icon name={props.icon} />
        {props.children}
      </button>
      {isOpen && (
        <Dialog
          title={props.title}
          close={() => setOpen(false)}
          actions={
            <>
              <button type="button" class="button" onClick={() => setOpen(false)}>
                Keep it
              </button>
              <ActionButton
                kind="danger"
                run={async () => {
                  const said = await props.run();
                  setOpen(false);
                  return said;
                }}
              >
                {props.confirm}
              </ActionButton>
            </>
          }
        >
          <p>{props.explanation}</p>
        </Dialog>
      )}
    </>
  );
}

import type { JSX } from 'preact';
import type { Device, PairingCode } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { useResource } from '../../live/use-resource.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { longText } from '../../words/time.ts';

/** A code to be typed into the extension, and the word that the browser is there. */
export function CodeDialog(props: {
  readonly code: PairingCode;
  readonly name: string;
  readonly again: () => Promise<void>;
  readonly close: () => void;
}): JSX.Element {
  const { id, pairing_code: code, pairing_expires_at: until } = props.code;
  const now = useNow();
  const device = useResource(
    `device/${id}`,
    (api, signal) => api.get<Device>(`/api/plugin/devices/${id}`, {}, signal),
    ({ kind }) => kind !== 'work',
  );
  const isPaired = device.data?.status === 'paired';
  const leftMs = Date.parse(until) - now.getTime();
  const { say } = useApp();
  const close = (): void => {
    if (!isPaired && leftMs > 0)
      say(`The code stays good for ${longText(leftMs)}: it can be shown again below.`);
    props.close();
  };
  return (
    <Dialog
      title={`Pair ${props.name}`}
      close={close}
      actions={
        <>
          {!isPaired && leftMs <= 0 && (
            <ActionButton run={async () => (await props.again(), undefined)}>Get a new code</ActionButton>
          )}
          <button type="button" class={isPaired ? 'button button-primary' : 'button'} onClick={close}>
            {isPaired ? 'Good' : 'Close'}
          </button>
        </>
      }
    >
      {isPaired ? (
        <p class="note note-good" role="status">
          <Icon name="check" />
          <span>
            <strong>Paired.</strong> {device.data?.name} is{' '}
            {device.data?.online === true ? 'online' : 'known'}: StoFlow acts in it for the accounts that are
            logged in there.
          </span>
        </p>
      ) : (
        <>
          <ol class="numbered">
            <li>
              Open the StoFlow extension in that browser. If it asks for the address of StoFlow, it is{' '}
              <code>{location.origin}</code>.
            </li>
            <li>
              Type this code into it:
              <p class="pairing-code">
                <output aria-label="Pairing code">{code}</output>
                <CopyButton text={code} />
              </p>
            </li>
          </ol>
          <p class={leftMs > 0 ? 'quiet tabular' : 'field-error'} role="status" aria-live="off">
            {leftMs > 0
              ? `Waiting for the browser. The code is good once, for ${longText(leftMs)} more.`
              : 'The code is too old now.'}
          </p>
        </>
      )}
    </Dialog>
  );
}

/** Browsers let only pages write there that were loaded over HTTPS, or from this computer. */
function CopyButton(props: { readonly text: string }): JSX.Element | null {
  const { say } = useApp();
  if (!isSecureContext) return null;
  return (
    <button
      type="button"
      class="button button-small"
      onClick={() =>
        void navigator.clipboard
          .writeText(props.text)
          .then(() => say('Copied.'))
          .catch(() => say('The browser does not let it be copied: type it.', 'bad'))
      }
    >
      Copy
    </button>
  );
}

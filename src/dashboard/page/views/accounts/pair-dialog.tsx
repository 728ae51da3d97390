import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Device, PairingCode } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { useResource } from '../../live/use-resource.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/form/field.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { longText } from '../../words/time.ts';

/** Brings a browser to the seller: a name, a code to be typed into its extension, and the word that it is there. */
export function PairDialog(props: { readonly close: () => void }): JSX.Element {
  const { api } = useApp();
  const id = useId();
  const form = useForm({ name: '' });
  const [code, setCode] = useState<PairingCode | undefined>(undefined);
  const ask = async (): Promise<void> => {
    const body = { name: (form.values['name'] ?? '').trim() };
    setCode(await api.change<PairingCode>('POST', '/api/plugin/devices', { body }));
  };
  if (code !== undefined) {
    return (
      <Code key={code.id} code={code} name={form.values['name'] ?? ''} again={ask} close={props.close} />
    );
  }
  return (
    <Dialog
      title="Pair a browser"
      close={props.close}
      actions={
        <>
          <button type="button" class="button" onClick={props.close}>
            Not now
          </button>
          <SubmitButton form={form} of={id}>
            Get a code
          </SubmitButton>
        </>
      }
    >
      <FormFrame form={form} id={id} label="Pair a browser" run={ask}>
        <p>
          The browser needs the StoFlow extension, and you logged in to the marketplace in it. You get a code
          to type into the extension.
        </p>
        <Field
          form={form}
          name="name"
          label="What you call this browser"
          help="Such as Laptop at the shop."
        />
      </FormFrame>
    </Dialog>
  );
}

function Code(props: {
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
  return (
    <Dialog
      title={`Pair ${props.name}`}
      close={props.close}
      actions={
        <>
          {!isPaired && leftMs <= 0 && (
            <ActionButton run={async () => (await props.again(), undefined)}>Get a new code</ActionButton>
          )}
          <button type="button" class={isPaired ? 'button button-primary' : 'button'} onClick={props.close}>
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

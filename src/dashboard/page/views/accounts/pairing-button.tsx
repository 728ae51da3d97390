import type { JSX } from 'preact';
import type { Device, PairingCode } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { askForCode, codeKept } from './pairing-codes.ts';

/** Leads to the code of a browser that is not paired yet; to a new one where the old one cannot be shown any more. */
export function PairingButton(props: {
  readonly device: Device;
  readonly show: (code: PairingCode) => void;
}): JSX.Element {
  const { api } = useApp();
  const { id, name } = props.device;
  const kept = codeKept(api, id, useNow());
  if (kept === undefined) {
    return (
      <ActionButton
        isSmall
        label={`Get a new code for ${name}`}
        run={async () => {
          props.show(await askForCode(api, name, id));
          return 'The code before is good no more.';
        }}
      >
        New code
      </ActionButton>
    );
  }
  return (
    <button
      type="button"
      class="button button-small"
      aria-label={`Show the code for ${name}`}
      onClick={() => props.show(kept)}
    >
      Show code
    </button>
  );
}

import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

/** Takes an account out of use, after asking. */
export function DisconnectAccount(props: {
  readonly account: Account;
  readonly done: () => void;
}): JSX.Element {
  const { api } = useApp();
  const { id, name } = props.account;
  return (
    <ConfirmButton
      icon="close"
      isSmall
      title={`Disconnect ${name}?`}
      explanation="StoFlow forgets how to act there, and cancels what waits for this account. What is live there stays live. Its listings, orders and jobs are kept, and it comes back when it is connected again."
      confirm="Disconnect it"
      run={async () => {
        await api.change('DELETE', `/api/marketplace/accounts/${id}`);
        props.done();
        return `${name} is disconnected.`;
      }}
    >
      Disconnect
    </ConfirmButton>
  );
}

/** Brings back an account that only the seller's browser acts for: there is nothing to prove it by. */
export function BringBack(props: { readonly account: Account; readonly done: () => void }): JSX.Element {
  const { api } = useApp();
  const { marketplace, name, external_id: externalId } = props.account;
  return (
    <Card title="It is disconnected">
      <p>StoFlow does nothing on it until you connect it again.</p>
      <ActionButton
        kind="primary"
        run={async () => {
          const body = { marketplace, name, external_id: externalId };
          await api.change('POST', '/api/marketplace/accounts', { body });
          props.done();
          return `${name} is connected again.`;
        }}
      >
        Connect it again
      </ActionButton>
    </Card>
  );
}

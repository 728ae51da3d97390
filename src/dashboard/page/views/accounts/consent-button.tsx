import type { JSX } from 'preact';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';

interface Consent {
  readonly authorization_url: string;
}

/** Leads to the page of a marketplace on which the seller lets StoFlow act, and from there back to this one. */
export function ConsentButton(props: {
  readonly marketplace: string;
  readonly title: string;
  /** The account that is to be connected again; a new one without it. */
  readonly accountId?: number;
  readonly name?: string;
  /** Whether it is what the seller has come for. */
  readonly isMain?: boolean;
}): JSX.Element {
  const { api } = useApp();
  const { marketplace, title, accountId, name = '', isMain = true } = props;
  const leave = async (): Promise<undefined> => {
    const consent = await api.change<Consent>('POST', '/api/marketplace/accounts/consents', {
      // By it this browser is known when it comes back.
      setsCookie: true,
      body: {
        marketplace,
        ...(accountId !== undefined && { account_id: accountId }),
        ...(name.trim() !== '' && { name: name.trim() }),
      },
    });
    location.assign(consent.authorization_url);
    return undefined;
  };
  return (
    <ActionButton {...(isMain && { kind: 'primary' })} icon="link" run={leave}>
      Continue to {title}
    </ActionButton>
  );
}

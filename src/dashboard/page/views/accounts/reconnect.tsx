import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import { Problem } from '../../api/problem.ts';
import { useApp } from '../../app-context.ts';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/form/field.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { Icon } from '../../ui/icon.tsx';
import { asSentence } from '../../words/names.ts';
import { ConsentButton } from './consent-button.tsx';
import { TOKEN_FIELD } from './token-field.ts';
import type { MarketplaceFacts } from './use-marketplaces.ts';

/** Connects an account again, on the marketplace's page or by another token: first of all where the present one is good no more. */
export function Reconnect(props: {
  readonly account: Account;
  readonly marketplace: MarketplaceFacts;
  readonly done: () => void;
}): JSX.Element {
  const { account, marketplace, done } = props;
  const { title, byConsent } = marketplace;
  const isGone = account.connection === 'disconnected';
  const isNeeded = isGone || account.connection === 'needs_reauth';
  return (
    <Card
      title={isGone ? 'It is disconnected' : isNeeded ? `${title} must be connected again` : 'Connection'}
    >
      {isGone && <p>StoFlow does nothing on it until you connect it again.</p>}
      {isNeeded && !isGone && (
        <p class="note note-warning" role="status">
          <Icon name="alert" />
          <span>
            <strong>
              {asSentence(account.status_reason ?? `${title} does not accept the connection any more`)}
            </strong>{' '}
            Connect it again; jobs that wait for it go on by themselves.
          </span>
        </p>
      )}
      {byConsent && (
        <>
          {!isNeeded && <p class="quiet">It works. You can let StoFlow act for you anew at any time.</p>}
          <p>
            <ConsentButton
              marketplace={account.marketplace}
              title={title}
              accountId={account.id}
              isMain={isNeeded}
            />
          </p>
        </>
      )}
      {/* One form throughout: a token that is not taken changes the account twice while it is being tried. */}
      <details open={isNeeded}>
        <summary>Connect it again, with another token</summary>
        <TokenForm account={account} title={title} done={done} />
      </details>
    </Card>
  );
}

function TokenForm(props: {
  readonly account: Account;
  readonly title: string;
  readonly done: () => void;
}): JSX.Element {
  const { api, say } = useApp();
  const { account, title, done } = props;
  const form = useForm({ refresh_token: '' });
  const reconnect = async (): Promise<void> => {
    const path = `/api/marketplace/accounts/${account.id}`;
    const body = { refresh_token: (form.values['refresh_token'] ?? '').trim() };
    await api.change('PUT', `${path}/credentials`, { body });
    // A token may be any text; whether it is good the marketplace alone can say.
    await api.change('POST', `${path}/verify`);
    done();
    const { connection, status_reason: reason } = await api.get<Account>(path);
    if (connection === 'needs_reauth') throw notTaken(reason ?? `${title} does not accept it`);
    form.fill({ refresh_token: '' });
    say(`${account.name} is connected again.`);
  };
  return (
    <FormFrame form={form} label={`Connect ${account.name} again`} run={reconnect}>
      <Field form={form} {...TOKEN_FIELD(title)} />
      <div class="form-foot">
        <SubmitButton form={form}>Connect again</SubmitButton>
      </div>
    </FormFrame>
  );
}

function notTaken(reason: string): Problem {
  const message = asSentence(reason);
  return new Problem(400, 'account.needs_reauth', message, [
    { field: 'refresh_token', code: 'account.needs_reauth', message },
  ]);
}

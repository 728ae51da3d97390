import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { go, hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/form/field.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SubmitButton } from '../../ui/form/submit-button.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { Skeleton } from '../../ui/states.tsx';
import { ConsentButton } from './consent-button.tsx';
import { TOKEN_FIELD } from './token-field.ts';
import { useMarketplaces } from './use-marketplaces.ts';
import type { MarketplaceFacts } from './use-marketplaces.ts';

/** Connects an account at a marketplace. */
export function ConnectView(): JSX.Element {
  const marketplaces = useMarketplaces();
  return (
    <>
      <header class="head">
        <div>
          <p class="crumbs">
            <a href={hrefOf('accounts')}>Accounts</a>
            <span aria-hidden="true"> / </span>New
          </p>
          <h1>Connect an account</h1>
        </div>
      </header>
      <Card title="Which account">
        {marketplaces.length === 0 ? <Skeleton /> : <ConnectForm marketplaces={marketplaces} />}
      </Card>
    </>
  );
}

function ConnectForm(props: { readonly marketplaces: readonly MarketplaceFacts[] }): JSX.Element {
  const { api, say } = useApp();
  const { refresh } = useSellerData();
  const { marketplaces } = props;
  const form = useForm({
    marketplace: marketplaces[0]?.name ?? '',
    name: '',
    external_id: '',
    refresh_token: '',
  });
  const { values } = form;
  const chosen = marketplaces.find(({ name }) => name === values['marketplace']);
  const connect = async (): Promise<void> => {
    const { marketplace, name = '', external_id: externalId = '', refresh_token: token = '' } = values;
    const account = await api.change<Account>('POST', '/api/marketplace/accounts', {
      body: {
        marketplace,
        name: name.trim(),
        external_id: externalId.trim(),
        ...(chosen?.needsBrowser !== true && { credentials: { refresh_token: token.trim() } }),
      },
    });
    refresh();
    say(`${account.name} was added.`);
    // Where what is still missing is asked of the marketplace, and shown.
    go(hrefOf(`accounts/${account.id}`, { check: 'now' }), { replace: true });
  };
  const byConsent = chosen?.byConsent === true;
  const byHand = (
    <>
      <Field
        form={form}
        name="external_id"
        label={chosen?.needsBrowser === true ? 'Your number there' : 'Your name there'}
        help={
          chosen?.needsBrowser === true
            ? `The number in the address of your profile on ${chosen.title}, such as 12345 in …/member/12345.`
            : `Your user or shop name on ${chosen?.title ?? 'the marketplace'}. It tells two accounts of yours apart.`
        }
      />
      {chosen?.needsBrowser === false && <Field form={form} {...TOKEN_FIELD(chosen.title)} />}
    </>
  );
  return (
    <FormFrame form={form} label="Connect an account" run={connect}>
      <div class="fields">
        <Field
          form={form}
          name="marketplace"
          label="Marketplace"
          choices={marketplaces.map(({ name, title }) => ({ value: name, label: title }))}
        />
        <Field form={form} name="name" label="What you call it" help="Such as Main shop." />
        {!byConsent && byHand}
      </div>
      {chosen?.needsBrowser === true && (
        <p class="quiet">
          {chosen.title} is reached through your own browser: pair one under{' '}
          <a href={hrefOf('accounts')}>Accounts</a>, before or after this.
        </p>
      )}
      {byConsent && (
        <>
          <p>
            You log in to {chosen.title} on its own page and let StoFlow act for you. It brings you back here.
          </p>
          <div class="form-foot">
            <ConsentButton marketplace={chosen.name} title={chosen.title} name={values['name'] ?? ''} />
            <a class="button" href={hrefOf('accounts')}>
              Not now
            </a>
          </div>
          <details>
            <summary>Use a token of an application of your own</summary>
            <div class="fields">{byHand}</div>
            <div class="form-foot">
              <SubmitButton form={form}>Connect</SubmitButton>
            </div>
          </details>
        </>
      )}
      {!byConsent && (
        <div class="form-foot">
          <SubmitButton form={form}>Connect</SubmitButton>
          <a class="button" href={hrefOf('accounts')}>
            Not now
          </a>
        </div>
      )}
    </FormFrame>
  );
}

import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import type { Change } from '../../live/change.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Moment } from '../../ui/times.tsx';
import { AccountPause } from './account-pause.tsx';
import { BrowserMark } from './browser-mark.tsx';
import { Checklist } from './checklist.tsx';
import { ConsentOutcome } from './consent-outcome.tsx';
import { BringBack, DisconnectAccount } from './disconnect-account.tsx';
import { Reconnect } from './reconnect.tsx';
import { RenameAccount } from './rename-account.tsx';
import { useMarketplaces } from './use-marketplaces.ts';

const concerns = ({ kind }: Change): boolean => kind !== 'work';

/** One account: what it lacks, to be chosen; its connection, to be renewed. */
export function AccountView(props: {
  readonly id: number;
  readonly query: Readonly<Record<string, string>>;
}): JSX.Element {
  const { id } = props;
  const account = useResource(
    `account/${id}`,
    (api, signal) => api.get<Account>(`/api/marketplace/accounts/${id}`, {}, signal),
    concerns,
  );
  return (
    <Loaded resource={account} missing={`There is no account ${id}.`}>
      {(data) => (
        <>
          <ConsentOutcome query={props.query} />
          <AccountDetail account={data} refresh={account.refresh} isNew={props.query['check'] === 'now'} />
        </>
      )}
    </Loaded>
  );
}

function AccountDetail(props: {
  readonly account: Account;
  readonly refresh: () => void;
  readonly isNew: boolean;
}): JSX.Element {
  const { account } = props;
  const { devices, refresh } = useSellerData();
  const marketplace = useMarketplaces().find(({ name }) => name === account.marketplace);
  const isConnected = account.status !== 'disconnected';
  const done = (): void => {
    props.refresh();
    refresh();
  };
  return (
    <>
      <header class="head">
        <div>
          <p class="crumbs">
            <a href={hrefOf('accounts')}>Accounts</a>
            <span aria-hidden="true"> / </span>
            {account.name}
          </p>
          <h1>
            {account.name} <StatusBadge status={account.status} />
          </h1>
        </div>
        <div class="actions">
          <a class="button button-small" href={hrefOf('jobs', { account_id: String(account.id) })}>
            Its jobs
          </a>
          {isConnected && (
            <>
              <AccountPause
                id={account.id}
                name={account.name}
                isPaused={account.status === 'paused'}
                done={done}
              />
              <DisconnectAccount account={account} done={done} />
            </>
          )}
        </div>
      </header>
      <div class="columns">
        <div class="stack">
          {marketplace?.needsBrowser === false && (
            <Reconnect account={account} marketplace={marketplace} done={done} />
          )}
          {marketplace?.needsBrowser === true && !isConnected && <BringBack account={account} done={done} />}
          {isConnected && <Checklist account={account} isNew={props.isNew} done={done} />}
        </div>
        <Card title="About it">
          <dl class="facts">
            <dt>Where</dt>
            <dd>
              <Marketplace name={account.marketplace} />
            </dd>
            <dt>Known there as</dt>
            <dd>{account.external_id}</dd>
            {marketplace?.needsBrowser === true && (
              <>
                <dt>Browser</dt>
                <dd>
                  <BrowserMark accountId={account.id} devices={devices} />
                  <span class="row-detail">
                    <a href={hrefOf('accounts', { pair: 'now' })}>Pair a browser</a>
                  </span>
                </dd>
              </>
            )}
            <dt>Checked</dt>
            <dd>
              <Moment at={account.verified_at} />
            </dd>
          </dl>
          <RenameAccount account={account} done={done} />
        </Card>
      </div>
    </>
  );
}

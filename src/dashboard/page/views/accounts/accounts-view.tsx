import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Account } from '../../api/accounts.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { Icon } from '../../ui/icon.tsx';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { asSentence } from '../../words/names.ts';
import { AccountPause } from './account-pause.tsx';
import { ConsentOutcome } from './consent-outcome.tsx';
import { BrowserMark } from './browser-mark.tsx';
import { DeviceTable } from './device-table.tsx';
import { PairDialog } from './pair-dialog.tsx';
import { useMarketplacesByBrowser } from './use-marketplaces.ts';

/** Where the seller lists: accounts at marketplaces, and the browsers through which some are reached. */
export function AccountsView(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const [isPairing, setPairing] = useState(props.query['pair'] === 'now');
  const [pairings, setPairings] = useState(0);
  const sellerData = useSellerData();
  return (
    <>
      <header class="head">
        <h1>Accounts</h1>
        <div class="actions">
          <a class="button button-primary" href={hrefOf('accounts/new')}>
            <Icon name="plus" />
            Connect an account
          </a>
          <button type="button" class="button" onClick={() => setPairing(true)}>
            <Icon name="browser" />
            Pair a browser
          </button>
        </div>
      </header>
      <ConsentOutcome query={props.query} />
      <AccountTable />
      <DeviceTable key={pairings} />
      {isPairing && (
        <PairDialog
          close={() => {
            setPairing(false);
            setPairings((count) => count + 1);
            sellerData.refresh();
          }}
        />
      )}
    </>
  );
}

function AccountTable(): JSX.Element {
  const { devices, refresh } = useSellerData();
  const byBrowser = useMarketplacesByBrowser();
  const list = usePages<Account>('/api/marketplace/accounts', { limit: 25 }, ({ kind }) => kind !== 'work');
  const columns: readonly Column<Account>[] = [
    {
      name: 'Account',
      kind: 'row',
      cell: ({ id, name, marketplace }) => (
        <>
          <a class="row-link" href={hrefOf(`accounts/${id}`)}>
            {name}
          </a>
          <span class="row-detail">
            <Marketplace name={marketplace} />
          </span>
        </>
      ),
    },
    {
      name: 'State',
      cell: ({ id, status, marketplace }) => (
        <>
          <StatusBadge status={status} />
          {byBrowser.has(marketplace) && <BrowserMark accountId={id} devices={devices} />}
        </>
      ),
    },
    { name: 'What it needs', kind: 'wide', cell: (account) => <Needs account={account} /> },
    {
      name: 'Actions',
      kind: 'actions',
      cell: ({ id, name, status }) =>
        status !== 'disconnected' && (
          <AccountPause
            id={id}
            name={name}
            isPaused={status === 'paused'}
            done={() => {
              list.resource.refresh();
              refresh();
            }}
          />
        ),
    },
  ];
  return (
    <Card title="Marketplace accounts" isFlush>
      <Loaded resource={list.resource}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon="account" title="No account is connected yet.">
              <a href={hrefOf('accounts/new')}>Connect one</a>, so that products can be published there.
            </Empty>
          ) : (
            <Table
              caption="Marketplace accounts, newest first"
              columns={columns}
              rows={data}
              keyOf={({ id }) => id}
              marks={({ id }) => ({ 'data-account': id })}
            />
          )
        }
      </Loaded>
      <Pager list={list} name="accounts" />
    </Card>
  );
}

/** The first thing that keeps an account from working; its page has them all. */
function Needs(props: { readonly account: Account }): JSX.Element {
  const { connection, status_reason: reason, checklist, verified_at: at } = props.account;
  if (connection === 'disconnected') return <span class="quiet">Open it to connect it again.</span>;
  if (connection === 'needs_reauth') return <span>{asSentence(reason ?? 'Connect it again')}</span>;
  if (connection === 'challenge') return <span>Solve the marketplace’s check in your browser.</span>;
  const [missing, ...others] = checklist.filter(({ ok }) => !ok);
  if (missing !== undefined) {
    return (
      <>
        {missing.message}
        {others.length > 0 && <span class="quiet"> and {others.length} more</span>}
      </>
    );
  }
  return <span class="quiet">{at === null ? 'Not checked yet' : 'It has all it needs'}</span>;
}

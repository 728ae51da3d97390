import type { JSX } from 'preact';
import type { Account } from '../../api/accounts.ts';
import type { Lane } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { WaitingText } from '../../ui/times.tsx';
import { useNow } from '../../ui/use-now.ts';
import { longText } from '../../words/time.ts';
import { AccountPause } from '../accounts/account-pause.tsx';
import { BrowserMark } from '../accounts/browser-mark.tsx';
import { useMarketplacesByBrowser } from '../accounts/use-marketplaces.ts';

interface Row {
  readonly lane: Lane;
  readonly account: Account | undefined;
}

/** The queue of each account: what runs, what waits and for what, and whether it may run at all. */
export function LaneTable(props: {
  readonly lanes: readonly Lane[];
  readonly refresh: () => void;
}): JSX.Element {
  const { accounts, devices, isReady, refresh } = useSellerData();
  const byBrowser = useMarketplacesByBrowser();
  if (isReady && accounts.length === 0) {
    return (
      <Card title="Accounts">
        <Empty icon="account" title="No account is connected yet.">
          <a href={hrefOf('accounts/new')}>Connect one</a>, so that products can be published there.
        </Empty>
      </Card>
    );
  }
  const columns: readonly Column<Row>[] = [
    {
      name: 'Account',
      kind: 'row',
      cell: ({ lane, account }) => (
        <>
          <a class="row-link" href={hrefOf(`accounts/${lane.account_id}`)}>
            {nameOf(lane, account)}
          </a>
          <span class="row-detail">
            <Marketplace name={lane.marketplace} />
          </span>
        </>
      ),
    },
    {
      name: 'State',
      cell: ({ lane, account }) => (
        <>
          <StatusBadge status={account?.status ?? 'connected'} />
          {byBrowser.has(lane.marketplace) && <BrowserMark accountId={lane.account_id} devices={devices} />}
        </>
      ),
    },
    {
      name: 'Running',
      kind: 'number',
      cell: ({ lane }) => (
        <>
          {lane.jobs.running}
          <span class="quiet">/{lane.max_running}</span>
        </>
      ),
    },
    {
      name: 'Waiting',
      kind: 'number',
      cell: ({ lane: { jobs } }) => (
        <>
          {(jobs.due + jobs.scheduled).toLocaleString('en')}
          {jobs.paused > 0 && <span class="quiet"> +{jobs.paused} paused</span>}
        </>
      ),
    },
    { name: 'For what', kind: 'wide', cell: (row) => <ForWhat {...row} /> },
    {
      name: 'Actions',
      kind: 'actions',
      cell: ({ lane, account }) => (
        <AccountPause
          id={lane.account_id}
          name={nameOf(lane, account)}
          isPaused={account?.status === 'paused'}
          done={() => {
            refresh();
            props.refresh();
          }}
        />
      ),
    },
  ];
  return (
    <Card title="Accounts" isFlush>
      <Table
        caption="The queue of each account"
        columns={columns}
        rows={props.lanes.map((lane) => ({
          lane,
          account: accounts.find(({ id }) => id === lane.account_id),
        }))}
        keyOf={({ lane }) => lane.account_id}
        marks={({ lane }) => ({ 'data-account': lane.account_id })}
      />
    </Card>
  );
}

function nameOf(lane: Lane, account: Account | undefined): string {
  return account?.name ?? `account ${lane.account_id}`;
}

function ForWhat(props: Row): JSX.Element {
  const { lane, account } = props;
  const titleOf = useTitles();
  const now = useNow();
  const waiting = lane.jobs.due + lane.jobs.scheduled;
  if (lane.waiting_for !== null && waiting + lane.jobs.paused > 0) {
    return <WaitingText waiter={{ title: titleOf(lane.marketplace), account }} waiting={lane.waiting_for} />;
  }
  if (lane.jobs.due > 0 && lane.oldest_due_at !== null) {
    const age = longText(now.getTime() - Date.parse(lane.oldest_due_at));
    const isFull = lane.jobs.running >= lane.max_running;
    return (
      <>
        {isFull ? 'Their turn' : 'About to begin'}
        <span class="quiet tabular">, the oldest for {age}</span>
      </>
    );
  }
  if (lane.jobs.scheduled > 0) return <span>Their time</span>;
  return <span class="quiet nothing">–</span>;
}

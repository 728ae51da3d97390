import type { JSX } from 'preact';
import type { Account, Device } from '../../api/accounts.ts';
import type { Lane } from '../../api/jobs.ts';
import { useApp } from '../../app-context.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WaitingText } from '../../ui/times.tsx';
import { useNow } from '../../ui/use-now.ts';
import { longText } from '../../words/time.ts';
import { BrowserMark } from './browser-mark.tsx';

/** The queue of each account: what runs, what waits and for what, and whether it may run at all. */
export function LaneTable(props: {
  readonly lanes: readonly Lane[];
  readonly refresh: () => void;
}): JSX.Element {
  const { accounts, devices, actions, isReady } = useSellerData();
  const byBrowser = new Set(
    actions.filter(({ needs_plugin: needs }) => needs).map(({ marketplace }) => marketplace),
  );
  if (isReady && accounts.length === 0) {
    return (
      <Card title="Accounts">
        <Empty icon="overview" title="No account is connected.">
          Connect one with <code>POST /api/marketplace/accounts</code>; <a href="/docs">the API</a> says how.
        </Empty>
      </Card>
    );
  }
  return (
    <Card title="Accounts" isFlush>
      <div class="table-frame">
        <table class="table">
          <caption class="visually-hidden">The queue of each account</caption>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">State</th>
              <th scope="col" class="number">
                Running
              </th>
              <th scope="col" class="number">
                Waiting
              </th>
              <th scope="col">For what</th>
              <th scope="col">
                <span class="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {props.lanes.map((lane) => (
              <LaneRow
                key={lane.account_id}
                lane={lane}
                account={accounts.find(({ id }) => id === lane.account_id)}
                devices={byBrowser.has(lane.marketplace) ? devices : undefined}
                refresh={props.refresh}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function LaneRow(props: {
  readonly lane: Lane;
  readonly account: Account | undefined;
  /** Undefined for a marketplace that needs no browser. */
  readonly devices: readonly Device[] | undefined;
  readonly refresh: () => void;
}): JSX.Element {
  const { api } = useApp();
  const sellerData = useSellerData();
  const { lane, account, devices } = props;
  const waiting = lane.jobs.due + lane.jobs.scheduled;
  const isPaused = account?.status === 'paused';
  const wish = (name: string, said: string) => async (): Promise<string> => {
    await api.change('POST', `/api/marketplace/accounts/${lane.account_id}/${name}`);
    sellerData.refresh();
    props.refresh();
    return said;
  };
  const called = account?.name ?? `account ${lane.account_id}`;
  return (
    <tr data-account={lane.account_id}>
      <th scope="row">
        <a class="row-link" href={hrefOf('jobs', { account_id: String(lane.account_id) })}>
          {called}
        </a>
        <span class="row-detail">
          <Marketplace name={lane.marketplace} />
        </span>
      </th>
      <td data-label="State">
        <StatusBadge status={account?.status ?? 'connected'} />
        {devices !== undefined && <BrowserMark accountId={lane.account_id} devices={devices} />}
      </td>
      <td data-label="Running" class="number tabular">
        {lane.jobs.running}
        <span class="quiet">/{lane.max_running}</span>
      </td>
      <td data-label="Waiting" class="number tabular">
        {waiting.toLocaleString('en')}
        {lane.jobs.paused > 0 && <span class="quiet"> +{lane.jobs.paused} paused</span>}
      </td>
      <td data-label="For what" class="wide">
        <ForWhat lane={lane} account={account} />
      </td>
      <td class="row-actions">
        {isPaused ? (
          <ActionButton
            isSmall
            icon="play"
            label={`Resume ${called}`}
            run={wish('resume', `${called} goes on.`)}
          >
            Resume
          </ActionButton>
        ) : (
          <ActionButton
            isSmall
            icon="pause"
            label={`Pause ${called}`}
            run={wish('pause', `${called} is paused.`)}
          >
            Pause
          </ActionButton>
        )}
      </td>
    </tr>
  );
}

function ForWhat(props: { readonly lane: Lane; readonly account: Account | undefined }): JSX.Element {
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
  return <span class="quiet">–</span>;
}

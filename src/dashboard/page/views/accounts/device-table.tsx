import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Device, PairingCode } from '../../api/accounts.ts';
import { useApp } from '../../app-context.ts';
import { useSellerData } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { Ago } from '../../ui/times.tsx';
import { counted } from '../../words/names.ts';
import { BROWSER_STATES } from './browser-mark.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { askForCode } from './pairing-codes.ts';
import { PairingButton } from './pairing-button.tsx';
import { useMarketplaces } from './use-marketplaces.ts';

/** The browsers that act for the seller, and the way to be rid of one. */
export function DeviceTable(): JSX.Element {
  const { api } = useApp();
  const list = usePages<Device>('/api/plugin/devices', { limit: 25 }, ({ kind }) => kind !== 'work');
  const { refresh } = useSellerData();
  const marketplaces = useMarketplaces()
    .filter(({ needsBrowser }) => needsBrowser)
    .map(({ title }) => title)
    .join(', ');
  // Not in its row, which goes with the code that it replaces.
  const [shown, setShown] = useState<{ readonly code: PairingCode; readonly name: string } | undefined>(
    undefined,
  );
  const done = (): void => {
    list.resource.refresh();
    refresh();
  };
  const columns: readonly Column<Device>[] = [
    ...COLUMNS,
    {
      name: 'Actions',
      kind: 'actions',
      cell: (device) => (
        <>
          {device.status === 'pairing' && (
            <PairingButton device={device} show={(code) => setShown({ code, name: device.name })} />
          )}
          <RemoveDevice device={device} done={done} />
        </>
      ),
    },
  ];
  return (
    <Card title="Browsers" isFlush>
      <Loaded resource={list.resource}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon="browser" title="No browser is paired.">
              Some marketplaces have no interface for programs: {marketplaces}. They are reached through your
              own browser, in which you are logged in. Pair it once; StoFlow then acts there while it is open.
            </Empty>
          ) : (
            <Table
              caption="Browsers, newest first"
              columns={columns}
              rows={data}
              keyOf={({ id }) => id}
              marks={({ id }) => ({ 'data-device': id })}
            />
          )
        }
      </Loaded>
      <Pager list={list} name="browsers" />
      {shown !== undefined && (
        <CodeDialog
          key={shown.code.id}
          {...shown}
          again={async () => setShown({ ...shown, code: await askForCode(api, shown.name, shown.code.id) })}
          close={() => {
            setShown(undefined);
            done();
          }}
        />
      )}
    </Card>
  );
}

const COLUMNS: readonly Column<Device>[] = [
  {
    name: 'Browser',
    kind: 'row',
    cell: ({ name, browser, plugin_version: version }) => (
      <>
        <strong>{name}</strong>
        <span class="row-detail">
          {[browser, version === null ? null : `extension ${version}`].filter(Boolean).join(', ')}
        </span>
      </>
    ),
  },
  {
    name: 'State',
    cell: ({ status, online }) =>
      status === 'pairing' ? (
        <StatusBadge status="pending" label="Not paired yet" />
      ) : (
        <StatusBadge status={online ? 'active' : 'draft'} label={online ? 'Online' : 'Offline'} />
      ),
  },
  { name: 'Accounts in it', kind: 'wide', cell: (device) => <DeviceAccounts device={device} /> },
  {
    name: 'Last seen',
    kind: 'number',
    cell: ({ last_seen_at: at }) => (at === null ? <span class="quiet">never</span> : <Ago at={at} />),
  },
];

function DeviceAccounts(props: { readonly device: Device }): JSX.Element {
  const { accounts } = useSellerData();
  const { device } = props;
  if (device.status === 'pairing') {
    return <span class="quiet">Its code has not been typed into the extension.</span>;
  }
  if (!device.online) return <span class="quiet">Known while it is open</span>;
  if (device.accounts.length === 0) return <span class="quiet">None that is connected here</span>;
  return (
    <ul>
      {device.accounts.map(({ account_id: id, state }) => (
        <li key={id}>
          {accounts.find((account) => account.id === id)?.name ?? `Account ${id}`}
          {state !== 'ready' && <span class="quiet">: {BROWSER_STATES[state] ?? state}</span>}
        </li>
      ))}
    </ul>
  );
}

function RemoveDevice(props: { readonly device: Device; readonly done: () => void }): JSX.Element {
  const { api } = useApp();
  const { id, name, accounts } = props.device;
  const lost =
    accounts.length === 0 ? '' : ` ${counted(accounts.length, 'account')} may be left without a browser.`;
  return (
    <ConfirmButton
      icon="close"
      isSmall
      label={`Remove ${name}`}
      title={`Remove ${name}?`}
      explanation={`It is disconnected at once and can do nothing for you any more, until it is paired anew.${lost}`}
      confirm="Remove it"
      run={async () => {
        await api.change('DELETE', `/api/plugin/devices/${id}`);
        props.done();
        return `${name} was removed.`;
      }}
    >
      Remove
    </ConfirmButton>
  );
}

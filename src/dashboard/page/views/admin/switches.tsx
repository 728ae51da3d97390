import type { JSX } from 'preact';
import type { MarketplaceSwitch, Queue } from '../../api/admin.ts';
import { useTitles } from '../../titles.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { Moment } from '../../ui/times.tsx';
import { PauseSwitch } from './pause-switch.tsx';

interface Row {
  readonly name: string;
  readonly setting: MarketplaceSwitch | undefined;
}

/** Each marketplace for all tenants: what is queued for it, and whether it stands still. */
export function Switches(props: { readonly queue: Queue; readonly done: () => void }): JSX.Element {
  const { marketplaces, counts } = props.queue;
  const titleOf = useTitles();
  const names = [...new Set([...marketplaces, ...counts].map(({ marketplace }) => marketplace))].sort();
  const jobs = (name: string, state: string): Column<Row> => ({
    name,
    kind: 'number',
    cell: (row) =>
      (
        counts.find((count) => count.marketplace === row.name && count.state === state)?.jobs ?? 0
      ).toLocaleString('en'),
  });
  const columns: readonly Column<Row>[] = [
    { name: 'Marketplace', kind: 'row', cell: ({ name }) => <Marketplace name={name} /> },
    { name: 'State', cell: ({ setting }) => <State setting={setting} /> },
    jobs('Due', 'ready'),
    jobs('Running', 'leased'),
    jobs('Later', 'scheduled'),
    jobs('Paused', 'parked'),
    {
      name: 'Actions',
      kind: 'actions',
      cell: ({ name, setting }) => (
        <PauseSwitch
          isPaused={setting?.paused === true}
          pauseText="Pause"
          resumeText="Resume"
          what={`${titleOf(name)} for everybody`}
          pauseRoute={`/api/admin/marketplaces/${name}/pause`}
          resumeRoute={`/api/admin/marketplaces/${name}/resume`}
          done={props.done}
        />
      ),
    },
  ];
  return (
    <Card title="Marketplaces" isFlush>
      {names.length === 0 ? (
        <Empty title="The queue is empty, and nothing is paused." />
      ) : (
        <Table
          caption="Marketplaces and their queues"
          columns={columns}
          rows={names.map((name) => ({
            name,
            setting: marketplaces.find(({ marketplace }) => marketplace === name),
          }))}
          keyOf={({ name }) => name}
          marks={({ name }) => ({ 'data-marketplace': name })}
        />
      )}
    </Card>
  );
}

function State(props: { readonly setting: MarketplaceSwitch | undefined }): JSX.Element {
  const { setting } = props;
  if (setting?.paused === true) {
    return (
      <>
        <StatusBadge status="paused" /> <span class="quiet">{setting.reason}</span>
      </>
    );
  }
  if (setting?.blocked_until == null) return <StatusBadge status="active" label="Open" />;
  return (
    <>
      Asked to slow down until <Moment at={setting.blocked_until} />
    </>
  );
}

import type { JSX } from 'preact';
import type { Queue } from '../../api/admin.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { Moment } from '../../ui/times.tsx';

/** Closed budgets that are named; others are only counted. */
const MOST_SCOPES = 50;

const COLUMNS: readonly Column<Queue['instances'][number]>[] = [
  {
    name: 'Instance',
    kind: 'row',
    cell: ({ host, pid, id }) => (
      <>
        {host ?? 'gone'}
        {pid !== null && <span class="quiet tabular"> {pid}</span>}
        <span class="row-detail">{id.slice(0, 8)}</span>
      </>
    ),
  },
  {
    name: 'State',
    cell: ({ alive }) => (
      <StatusBadge status={alive ? 'active' : 'failed'} label={alive ? 'Alive' : 'Lease over'} />
    ),
  },
  { name: 'Role', cell: ({ role }) => role ?? '–' },
  { name: 'Jobs held', kind: 'number', cell: ({ leased }) => leased },
  { name: 'Started', kind: 'number', cell: ({ started_at: at }) => <Moment at={at} /> },
];

/** The programs that run, and those that died and still hold jobs. */
export function Instances(props: { readonly queue: Queue }): JSX.Element {
  const { instances, blocked_scopes: scopes } = props.queue;
  return (
    <Card title="Instances" isFlush>
      {instances.length === 0 ? (
        <Empty title="No instance runs jobs." icon="alert" />
      ) : (
        <Table caption="Instances of the program" columns={COLUMNS} rows={instances} keyOf={({ id }) => id} />
      )}
      {scopes.length > 0 && (
        <details class="card-foot">
          <summary>{scopes.length} closed budgets of calls</summary>
          <ul class="plain-list">
            {scopes.slice(0, MOST_SCOPES).map(({ scope, blocked_until: until }) => (
              <li key={scope}>
                <code>{scope}</code> until <Moment at={until} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

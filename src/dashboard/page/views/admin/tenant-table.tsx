import type { JSX } from 'preact';
import type { Tenant } from '../../api/admin.ts';
import { hrefOf } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { Moment } from '../../ui/times.tsx';
import { PauseSwitch } from './pause-switch.tsx';

const COLUMNS: readonly Column<Tenant>[] = [
  {
    name: 'Tenant',
    kind: 'row',
    cell: ({ id, name, tier }) => (
      <>
        <a class="row-link" href={hrefOf('admin', { tenant_id: String(id) })}>
          {name}
        </a>
        <span class="row-detail">
          Tenant {id}, {tier}
        </span>
      </>
    ),
  },
  {
    name: 'State',
    cell: ({ status, paused_since: since, paused_reason: reason }) => (
      <>
        <StatusBadge status={status} />
        {since !== null && (
          <>
            {' '}
            <StatusBadge status="paused" label="Jobs paused" /> <span class="quiet">{reason}</span>
          </>
        )}
      </>
    ),
  },
  {
    name: 'Schema',
    cell: ({ schema_error: error, schema_version: version }) =>
      error === null ? <code>{version}</code> : <span class="tone-bad">{error}</span>,
  },
  { name: 'Since', kind: 'number', cell: ({ created_at: at }) => <Moment at={at} /> },
];

/** Every tenant, and whether its jobs may run. */
export function TenantTable(): JSX.Element {
  const list = usePages<Tenant>('/api/admin/tenants', { limit: 25 });
  const actions: Column<Tenant> = {
    name: 'Actions',
    kind: 'actions',
    cell: ({ id, name, paused_since: since }) => (
      <PauseSwitch
        isPaused={since !== null}
        pauseText="Pause jobs"
        resumeText="Resume jobs"
        what={`jobs of ${name}`}
        pauseRoute={`/api/admin/tenants/${id}/pause-jobs`}
        resumeRoute={`/api/admin/tenants/${id}/resume-jobs`}
        done={list.resource.refresh}
      />
    ),
  };
  return (
    <Card title="Tenants" isFlush>
      <Loaded resource={list.resource}>
        {({ data }) => (
          <Table
            caption="Tenants"
            columns={[...COLUMNS, actions]}
            rows={data}
            keyOf={({ id }) => id}
            marks={({ id }) => ({ 'data-tenant': id })}
          />
        )}
      </Loaded>
      <Pager list={list} name="tenants" />
    </Card>
  );
}

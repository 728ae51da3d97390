import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Tenant } from '../../api/admin.ts';
import { useApp } from '../../app-context.ts';
import { hrefOf } from '../../router.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Moment } from '../../ui/times.tsx';
import { PauseDialog } from './pause-dialog.tsx';

/** Every tenant, and whether its jobs may run. */
export function TenantTable(): JSX.Element {
  const list = usePages<Tenant>('/api/admin/tenants', { limit: 25 });
  return (
    <Card title="Tenants" isFlush>
      <Loaded resource={list.resource}>
        {({ data }) => (
          <div class="table-frame">
            <table class="table">
              <caption class="visually-hidden">Tenants</caption>
              <thead>
                <tr>
                  <th scope="col">Tenant</th>
                  <th scope="col">State</th>
                  <th scope="col">Schema</th>
                  <th scope="col" class="number">
                    Since
                  </th>
                  <th scope="col">
                    <span class="visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((tenant) => (
                  <Row key={tenant.id} tenant={tenant} done={list.resource.refresh} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      <Pager list={list} name="tenants" />
    </Card>
  );
}

function Row(props: { readonly tenant: Tenant; readonly done: () => void }): JSX.Element {
  const { api } = useApp();
  const { tenant } = props;
  const [isAsking, setAsking] = useState(false);
  const send = async (wish: string, body?: unknown): Promise<void> => {
    await api.change('POST', `/api/admin/tenants/${tenant.id}/${wish}`, {
      ...(body !== undefined && { body }),
    });
    props.done();
  };
  return (
    <tr data-tenant={tenant.id}>
      <th scope="row">
        <a class="row-link" href={hrefOf('admin', { tenant_id: String(tenant.id) })}>
          {tenant.name}
        </a>
        <span class="row-detail">
          Tenant {tenant.id}, {tenant.tier}
        </span>
      </th>
      <td data-label="State">
        <StatusBadge status={tenant.status} />
        {tenant.paused_since !== null && (
          <>
            {' '}
            <StatusBadge status="paused" label="Jobs paused" />{' '}
            <span class="quiet">{tenant.paused_reason}</span>
          </>
        )}
      </td>
      <td data-label="Schema">
        {tenant.schema_error === null ? (
          <code>{tenant.schema_version}</code>
        ) : (
          <span class="tone-bad">{tenant.schema_error}</span>
        )}
      </td>
      <td data-label="Since" class="number">
        <Moment at={tenant.created_at} />
      </td>
      <td class="row-actions">
        {tenant.paused_since === null ? (
          <button
            type="button"
            class="button button-small"
            aria-label={`Pause jobs of ${tenant.name}`}
            onClick={() => setAsking(true)}
          >
            Pause jobs
          </button>
        ) : (
          <ActionButton
            isSmall
            icon="play"
            label={`Resume jobs of ${tenant.name}`}
            run={async () => (await send('resume-jobs'), `Jobs of ${tenant.name} go on.`)}
          >
            Resume jobs
          </ActionButton>
        )}
        {isAsking && (
          <PauseDialog
            title={`Pause the jobs of ${tenant.name}?`}
            close={() => setAsking(false)}
            pause={async (reason) => {
              await send('pause-jobs', { reason });
              return `Jobs of ${tenant.name} are paused.`;
            }}
          />
        )}
      </td>
    </tr>
  );
}

import type { JSX } from 'preact';
import type { AdminLane } from '../../api/admin.ts';
import { go, hrefOf } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Moment } from '../../ui/times.tsx';

const HOLDS: Readonly<Record<string, string>> = {
  plugin: 'No browser',
  reauth: 'Sign in again',
  challenge: 'Wants to see a person',
  account: 'Paused by the seller',
  tenant_paused: 'Jobs of the tenant paused',
  tenant: 'Tenant suspended',
  schema: 'Schema being repaired',
  rate: 'Slowed down',
};

/** The queues of all accounts, and why they stand still. */
export function AdminLanes(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const { tenant_id: tenantId, hold } = props.query;
  const list = usePages<AdminLane>('/api/admin/lanes', { tenant_id: tenantId, hold, limit: 50 });
  const set = (name: string) => (value: string | undefined) =>
    go(hrefOf('admin', { tenant_id: tenantId, hold, [name]: value }), { replace: true });
  return (
    <Card
      title={tenantId === undefined ? 'Lanes' : `Lanes of tenant ${tenantId}`}
      isFlush
      aside={
        <div class="filters">
          {tenantId !== undefined && <a href={hrefOf('admin', { hold })}>All tenants’ lanes</a>}
          <SelectFilter
            label="Held for"
            any="Held or not"
            value={hold}
            choices={Object.entries(HOLDS).map(([value, label]) => ({ value, label }))}
            onChange={set('hold')}
          />
        </div>
      }
    >
      <Loaded resource={list.resource}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No lane fits." />
          ) : (
            <div class="table-frame">
              <table class="table">
                <caption class="visually-hidden">Lanes by tenant and account</caption>
                <thead>
                  <tr>
                    <th scope="col">Tenant, account</th>
                    <th scope="col">Marketplace</th>
                    <th scope="col">Held for</th>
                    <th scope="col" class="number">
                      Running
                    </th>
                    <th scope="col" class="number">
                      Due
                    </th>
                    <th scope="col" class="number">
                      Later
                    </th>
                    <th scope="col" class="number">
                      Paused
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.map((lane) => (
                    <Row key={`${lane.tenant_id}/${lane.account_id}`} lane={lane} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <Pager list={list} name="lanes" />
    </Card>
  );
}

function Row(props: { readonly lane: AdminLane }): JSX.Element {
  const { lane } = props;
  return (
    <tr>
      <th scope="row" class="tabular">
        {lane.tenant_id}, {lane.account_id}
      </th>
      <td data-label="Marketplace">
        <Marketplace name={lane.marketplace} />
      </td>
      <td data-label="Held for">
        {lane.holds.map((hold) => (
          <span key={hold} class="badge tone-warning">
            {HOLDS[hold] ?? hold}
          </span>
        ))}
        {lane.marketplace_paused && <span class="badge tone-paused">Marketplace paused</span>}
        {lane.blocked_until !== null && (
          <>
            slowed down until <Moment at={lane.blocked_until} />
          </>
        )}
        {lane.holds.length === 0 && !lane.marketplace_paused && lane.blocked_until === null && (
          <span class="quiet">–</span>
        )}
      </td>
      <td data-label="Running" class="number tabular">
        {lane.running}
        <span class="quiet">/{lane.max_running}</span>
      </td>
      <td data-label="Due" class="number tabular">
        {lane.jobs.ready.toLocaleString('en')}
      </td>
      <td data-label="Later" class="number tabular">
        {lane.jobs.scheduled.toLocaleString('en')}
      </td>
      <td data-label="Paused" class="number tabular">
        {lane.jobs.parked.toLocaleString('en')}
      </td>
    </tr>
  );
}

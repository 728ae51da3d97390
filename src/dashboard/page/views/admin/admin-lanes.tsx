import type { JSX } from 'preact';
import type { AdminLane } from '../../api/admin.ts';
import { go, hrefOf } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { Moment } from '../../ui/times.tsx';

const HOLDS: Readonly<Record<string, string>> = {
  plugin: 'No browser',
  reauth: 'Connect again',
  challenge: 'Wants to see a person',
  disconnected: 'Disconnected by the seller',
  account: 'Paused by the seller',
  tenant_paused: 'Jobs of the tenant paused',
  tenant: 'Tenant suspended',
  schema: 'Schema being repaired',
  rate: 'Slowed down',
};

const jobs = (name: string, state: keyof AdminLane['jobs']): Column<AdminLane> => ({
  name,
  kind: 'number',
  cell: (lane) => lane.jobs[state].toLocaleString('en'),
});

const COLUMNS: readonly Column<AdminLane>[] = [
  {
    name: 'Tenant, account',
    kind: 'row',
    cell: (lane) => (
      <span class="tabular">
        {lane.tenant_id}, {lane.account_id}
      </span>
    ),
  },
  { name: 'Marketplace', cell: ({ marketplace }) => <Marketplace name={marketplace} /> },
  { name: 'Held for', cell: (lane) => <HeldFor lane={lane} /> },
  {
    name: 'Running',
    kind: 'number',
    cell: (lane) => (
      <>
        {lane.running}
        <span class="quiet">/{lane.max_running}</span>
      </>
    ),
  },
  jobs('Due', 'ready'),
  jobs('Later', 'scheduled'),
  jobs('Paused', 'parked'),
];

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
            <Table
              caption="Lanes by tenant and account"
              columns={COLUMNS}
              rows={data}
              keyOf={(lane) => `${lane.tenant_id}/${lane.account_id}`}
            />
          )
        }
      </Loaded>
      <Pager list={list} name="lanes" />
    </Card>
  );
}

function HeldFor(props: { readonly lane: AdminLane }): JSX.Element {
  const { holds, marketplace_paused: isPaused, blocked_until: until } = props.lane;
  if (holds.length === 0 && !isPaused && until === null) return <span class="quiet nothing">–</span>;
  return (
    <>
      {holds.map((hold) => (
        <span key={hold} class="badge tone-warning">
          {HOLDS[hold] ?? hold}
        </span>
      ))}
      {isPaused && <span class="badge tone-paused">Marketplace paused</span>}
      {until !== null && (
        <>
          slowed down until <Moment at={until} />
        </>
      )}
    </>
  );
}

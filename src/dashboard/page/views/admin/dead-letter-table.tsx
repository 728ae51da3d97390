import type { JSX } from 'preact';
import type { TenantDeadLetters } from '../../api/admin.ts';
import { Card } from '../../ui/card.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { codeText } from '../../words/problems.ts';

/** Error codes that a line names; further ones are few jobs. */
const MOST_CODES = 4;

const COLUMNS: readonly Column<TenantDeadLetters>[] = [
  { name: 'Tenant', kind: 'row', cell: ({ tenant_id: id }) => <span class="tabular">{id}</span> },
  {
    name: 'Jobs',
    kind: 'number',
    cell: ({ readable, total }) => (readable ? total.toLocaleString('en') : '?'),
  },
  {
    name: 'Most frequent',
    cell: ({ by_code: codes }) =>
      codes
        .slice(0, MOST_CODES)
        .map(({ code, jobs }) => `${jobs} × ${code === null ? 'no code' : codeText(code)}`)
        .join(', '),
  },
];

/** What failed, tenant by tenant. It counts every failed job, so it is read when it is opened and not again by itself. */
export function DeadLetterTable(): JSX.Element {
  const list = usePages<TenantDeadLetters>('/api/admin/dead-letters', { limit: 25 }, () => false);
  return (
    <Card
      title="Failed jobs"
      isFlush
      aside={
        <button type="button" class="button button-small" onClick={list.resource.refresh}>
          Count again
        </button>
      }
    >
      <Loaded resource={list.resource}>
        {({ data }) => {
          const some = data.filter(({ total, readable }) => total > 0 || !readable);
          return some.length === 0 ? (
            <Empty title="Nothing has failed." />
          ) : (
            <Table
              caption="Failed jobs by tenant"
              columns={COLUMNS}
              rows={some}
              keyOf={({ tenant_id: id }) => id}
            />
          );
        }}
      </Loaded>
      <Pager list={list} name="tenants with failed jobs" />
    </Card>
  );
}

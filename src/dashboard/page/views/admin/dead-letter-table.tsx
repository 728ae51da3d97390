import type { JSX } from 'preact';
import type { TenantDeadLetters } from '../../api/admin.ts';
import { Card } from '../../ui/card.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { codeText } from '../../words/problems.ts';

/** Error codes that a line names; further ones are few jobs. */
const MOST_CODES = 4;

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
            <div class="table-frame">
              <table class="table">
                <caption class="visually-hidden">Failed jobs by tenant</caption>
                <thead>
                  <tr>
                    <th scope="col">Tenant</th>
                    <th scope="col" class="number">
                      Jobs
                    </th>
                    <th scope="col">Most frequent</th>
                  </tr>
                </thead>
                <tbody>
                  {some.map((tenant) => (
                    <tr key={tenant.tenant_id}>
                      <th scope="row" class="tabular">
                        {tenant.tenant_id}
                      </th>
                      <td data-label="Jobs" class="number tabular">
                        {tenant.readable ? tenant.total.toLocaleString('en') : '?'}
                      </td>
                      <td data-label="Most frequent">
                        {tenant.by_code
                          .slice(0, MOST_CODES)
                          .map(({ code, jobs }) => `${jobs} × ${code === null ? 'no code' : codeText(code)}`)
                          .join(', ')}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      <Pager list={list} name="tenants with failed jobs" />
    </Card>
  );
}

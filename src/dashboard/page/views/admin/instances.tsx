import type { JSX } from 'preact';
import type { Queue } from '../../api/admin.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Moment } from '../../ui/times.tsx';

/** The programs that run, and those that died and still hold jobs. */
export function Instances(props: { readonly queue: Queue }): JSX.Element {
  const { instances, blocked_scopes: scopes } = props.queue;
  return (
    <Card title="Instances" isFlush>
      {instances.length === 0 ? (
        <Empty title="No instance runs jobs." icon="alert" />
      ) : (
        <div class="table-frame">
          <table class="table">
            <caption class="visually-hidden">Instances of the program</caption>
            <thead>
              <tr>
                <th scope="col">Instance</th>
                <th scope="col">State</th>
                <th scope="col">Role</th>
                <th scope="col" class="number">
                  Jobs held
                </th>
                <th scope="col" class="number">
                  Started
                </th>
              </tr>
            </thead>
            <tbody>
              {instances.map(({ id, host, pid, alive, role, leased, started_at: startedAt }) => (
                <tr key={id}>
                  <th scope="row">
                    {host ?? 'gone'}
                    {pid !== null && <span class="quiet tabular"> {pid}</span>}
                    <span class="row-detail">{id.slice(0, 8)}</span>
                  </th>
                  <td data-label="State">
                    <StatusBadge
                      status={alive ? 'active' : 'failed'}
                      label={alive ? 'Alive' : 'Lease over'}
                    />
                  </td>
                  <td data-label="Role">{role ?? '–'}</td>
                  <td data-label="Jobs held" class="number tabular">
                    {leased}
                  </td>
                  <td data-label="Started" class="number">
                    <Moment at={startedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {scopes.length > 0 && (
        <details class="card-foot">
          <summary>{scopes.length} closed budgets of calls</summary>
          <ul class="plain-list">
            {scopes.slice(0, 50).map(({ scope, blocked_until: until }) => (
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

import type { JSX } from 'preact';
import type { Page } from '../../api/client.ts';
import type { JobEvent } from '../../api/jobs.ts';
import { useResource } from '../../live/use-resource.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Moment } from '../../ui/times.tsx';
import { spaced } from '../../words/names.ts';

/** Who moved a job, when and why. */
export function History(props: { readonly id: number }): JSX.Element {
  const { id } = props;
  const history = useResource(
    `history/${id}`,
    (api, signal) => api.get<Page<JobEvent>>(`/api/marketplace/jobs/${id}/events`, { limit: 200 }, signal),
    (change) => change.kind !== 'work' || change.jobs.includes(id),
  );
  return (
    <Card title="History">
      <Loaded resource={history}>
        {({ data }) => (
          <ol class="history">
            {data.map((event) => (
              <li key={event.id}>
                <Moment at={event.at} />
                <span>
                  <strong>{spaced(event.type)}</strong>
                  {event.reason !== null && <> · {event.reason}</>}
                  <span class="row-detail">{shortActor(event.actor)}</span>
                </span>
                {event.to_status !== null && <StatusBadge status={event.to_status} />}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Card>
  );
}

/** Instances have long names, of which the beginning is enough to tell them apart. */
function shortActor(actor: string): string {
  return actor.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, '$1');
}

import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PluginOverview, Queue } from '../../api/admin.ts';
import { useResource } from '../../live/use-resource.ts';
import { TitlesContext } from '../../titles.ts';
import { Loaded } from '../../ui/states.tsx';
import { counted } from '../../words/names.ts';
import { longText } from '../../words/time.ts';
import { AdminLanes } from './admin-lanes.tsx';
import { DeadLetterTable } from './dead-letter-table.tsx';
import { Instances } from './instances.tsx';
import { Switches } from './switches.tsx';
import { TenantTable } from './tenant-table.tsx';

/** The whole program as its operator sees it: counts and holds, and nothing of what a seller's jobs are about. */
export function AdminView(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const queue = useResource(
    'queue',
    (api, signal) => api.get<Queue>('/api/admin/queue', {}, signal),
    // It counts every pointer there is: a seller's step is no reason to.
    ({ kind }) => kind === 'anything',
  );
  const known = useContext(TitlesContext);
  const plugin = useResource('plugin', (api, signal) =>
    api.get<PluginOverview>('/api/admin/plugin', {}, signal),
  );
  return (
    <TitlesContext.Provider value={queue.data?.titles ?? known}>
      <header class="head">
        <div>
          <h1>All tenants</h1>
          {queue.data !== undefined && (
            <p class="quiet tabular">
              {counted(queue.data.total, 'job')} in the queue
              {queue.data.oldest_waiting_seconds !== null &&
                `, the oldest due for ${longText(queue.data.oldest_waiting_seconds * 1000)}`}
              {plugin.data !== undefined &&
                ` · ${counted(plugin.data.connected, 'browser')} at this instance`}
            </p>
          )}
        </div>
      </header>
      <Loaded resource={queue}>
        {(data) => (
          <>
            <Switches queue={data} done={queue.refresh} />
            <Instances queue={data} />
          </>
        )}
      </Loaded>
      <TenantTable />
      <AdminLanes query={props.query} />
      <DeadLetterTable />
    </TitlesContext.Provider>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MarketplaceSwitch, Queue } from '../../api/admin.ts';
import { useApp } from '../../app-context.ts';
import { useTitles } from '../../titles.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Moment } from '../../ui/times.tsx';
import { PauseDialog } from './pause-dialog.tsx';

const STATES = ['ready', 'leased', 'scheduled', 'parked'];

/** Each marketplace for all tenants: what is queued for it, and whether it stands still. */
export function Switches(props: { readonly queue: Queue; readonly done: () => void }): JSX.Element {
  const { queue } = props;
  const names = [
    ...new Set([
      ...queue.marketplaces.map(({ marketplace }) => marketplace),
      ...queue.counts.map(({ marketplace }) => marketplace),
    ]),
  ].sort();
  return (
    <Card title="Marketplaces" isFlush>
      {names.length === 0 ? (
        <Empty title="The queue is empty, and nothing is paused." />
      ) : (
        <div class="table-frame">
          <table class="table">
            <caption class="visually-hidden">Marketplaces and their queues</caption>
            <thead>
              <tr>
                <th scope="col">Marketplace</th>
                <th scope="col">State</th>
                <th scope="col" class="number">
                  Due
                </th>
                <th scope="col" class="number">
                  Running
                </th>
                <th scope="col" class="number">
                  Later
                </th>
                <th scope="col" class="number">
                  Paused
                </th>
                <th scope="col">
                  <span class="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <Row
                  key={name}
                  name={name}
                  setting={queue.marketplaces.find(({ marketplace }) => marketplace === name)}
                  counts={STATES.map(
                    (state) =>
                      queue.counts.find((count) => count.marketplace === name && count.state === state)
                        ?.jobs ?? 0,
                  )}
                  done={props.done}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Row(props: {
  readonly name: string;
  readonly setting: MarketplaceSwitch | undefined;
  readonly counts: readonly number[];
  readonly done: () => void;
}): JSX.Element {
  const { api } = useApp();
  const [isAsking, setAsking] = useState(false);
  const { name, setting } = props;
  const called = useTitles()(name);
  const send = async (wish: string, reason?: string): Promise<void> => {
    await api.change(
      'POST',
      `/api/admin/marketplaces/${name}/${wish}`,
      reason === undefined ? {} : { body: { reason } },
    );
    props.done();
  };
  return (
    <tr data-marketplace={name}>
      <th scope="row">
        <Marketplace name={name} />
      </th>
      <td data-label="State">
        {setting?.paused === true ? (
          <>
            <StatusBadge status="paused" /> <span class="quiet">{setting.reason}</span>
          </>
        ) : setting?.blocked_until != null ? (
          <>
            Asked to slow down until <Moment at={setting.blocked_until} />
          </>
        ) : (
          <StatusBadge status="active" label="Open" />
        )}
      </td>
      {props.counts.map((jobs, place) => (
        <td key={STATES[place]} class="number tabular" data-label={STATES[place]}>
          {jobs.toLocaleString('en')}
        </td>
      ))}
      <td class="row-actions">
        {setting?.paused === true ? (
          <ActionButton
            isSmall
            icon="play"
            label={`Resume ${called} for everybody`}
            run={async () => (await send('resume'), `${called} goes on.`)}
          >
            Resume
          </ActionButton>
        ) : (
          <button
            type="button"
            class="button button-small"
            aria-label={`Pause ${called} for everybody`}
            onClick={() => setAsking(true)}
          >
            Pause
          </button>
        )}
        {isAsking && (
          <PauseDialog
            title={`Pause ${called} for everybody?`}
            close={() => setAsking(false)}
            pause={async (reason) => {
              await send('pause', reason);
              return `${called} is paused.`;
            }}
          />
        )}
      </td>
    </tr>
  );
}

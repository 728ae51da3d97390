import type { JSX } from 'preact';
import type { Device } from '../../api/accounts.ts';
import { Icon } from '../../ui/icon.tsx';

/** How an account stands in a browser, in words. */
export const BROWSER_STATES: Readonly<Record<string, string>> = {
  ready: 'Browser online',
  logged_out: 'Browser logged out',
  wrong_account: 'Browser has another account',
  challenge: 'Browser must solve a check',
  no_tab: 'Browser has no tab open',
  paused: 'Paused in the browser',
};

/** Whether the browser that acts for an account is there. */
export function BrowserMark(props: {
  readonly accountId: number;
  readonly devices: readonly Device[];
}): JSX.Element {
  const online = props.devices.filter((device) => device.online);
  const states = online.flatMap(({ accounts }) =>
    accounts.filter(({ account_id: id }) => id === props.accountId),
  );
  const state = states.find((each) => each.state === 'ready') ?? states[0];
  const isReady = state?.state === 'ready';
  const label =
    state === undefined
      ? online.length === 0
        ? 'Browser offline'
        : 'No browser has this account'
      : (BROWSER_STATES[state.state] ?? state.state);
  return (
    <span
      class={`browser-mark ${isReady ? 'tone-good' : 'tone-warning'}`}
      data-browser={isReady ? 'online' : 'offline'}
    >
      <Icon name="browser" />
      {label}
    </span>
  );
}

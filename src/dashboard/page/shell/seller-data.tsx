import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Account, ActionType, Device, ErrorEntry } from '../api/accounts.ts';
import type { Page } from '../api/client.ts';
import type { PendingAction, ProductAttribute } from '../api/stock.ts';
import { useResource } from '../live/use-resource.ts';
import { NOTHING_KNOWN, SellerDataContext } from '../seller-data.ts';
import type { SellerDataValue } from '../seller-data.ts';
import { TitlesContext } from '../titles.ts';

/** Questions that are counted at once; more are "99+". */
const MOST_COUNTED = 99;

/** Reads what is shown everywhere once, instead of in every view. */
export function SellerData(props: { readonly children: ComponentChildren }): JSX.Element {
  const accounts = useResource('accounts', (api, signal) =>
    api.get<Page<Account>>('/api/marketplace/accounts', { limit: 200 }, signal),
  );
  const devices = useResource('devices', (api, signal) =>
    api.get<Page<Device>>('/api/plugin/devices', { limit: 200 }, signal),
  );
  const open = useResource('open-actions', (api, signal) =>
    api.get<Page<PendingAction>>('/api/pending-actions', { status: 'open', limit: MOST_COUNTED }, signal),
  );
  // The catalogues change with a new version of the program, which is a new page.
  const actions = useResource(
    'actions',
    (api, signal) => api.get<readonly ActionType[]>('/api/marketplace/action-types', {}, signal),
    () => false,
  );
  const errors = useResource(
    'errors',
    (api, signal) => api.get<readonly ErrorEntry[]>('/api/marketplace/errors', {}, signal),
    () => false,
  );
  const attributes = useResource(
    'attributes',
    (api, signal) => api.get<readonly ProductAttribute[]>('/api/marketplace/product-attributes', {}, signal),
    () => false,
  );
  const value = useMemo<SellerDataValue>(
    () => ({
      accounts: (accounts.data?.data ?? []).filter(({ status }) => status !== 'disconnected'),
      everyAccount: accounts.data?.data ?? [],
      devices: devices.data?.data ?? [],
      actions: actions.data ?? [],
      errors: new Map((errors.data ?? []).map((entry) => [entry.code, entry])),
      attributes: attributes.data ?? [],
      hasAttributes: attributes.data !== undefined,
      open: open.data ?? NOTHING_KNOWN.open,
      isReady: accounts.data !== undefined && devices.data !== undefined && open.data !== undefined,
      refresh: () => {
        accounts.refresh();
        devices.refresh();
      },
    }),
    [accounts.data, devices.data, actions.data, errors.data, attributes.data, open.data],
  );
  const titles = useMemo(
    () => Object.fromEntries(value.actions.map((action) => [action.marketplace, action.marketplace_title])),
    [value.actions],
  );
  return (
    <SellerDataContext.Provider value={value}>
      <TitlesContext.Provider value={titles}>{props.children}</TitlesContext.Provider>
    </SellerDataContext.Provider>
  );
}

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Account, ActionType, Device, ErrorEntry } from './api/accounts.ts';
import type { Page } from './api/client.ts';
import type { PendingAction, ProductAttribute } from './api/stock.ts';

/** What nearly every view of a seller needs a name or a number from. */
export interface SellerDataValue {
  /** Accounts on which something can be done. */
  readonly accounts: readonly Account[];
  /** Those and the ones that are disconnected, for what has a name only. */
  readonly everyAccount: readonly Account[];
  readonly devices: readonly Device[];
  readonly actions: readonly ActionType[];
  readonly errors: ReadonlyMap<string, ErrorEntry>;
  /** What products may say to single marketplaces. */
  readonly attributes: readonly ProductAttribute[];
  /** Whether {@link SellerDataValue.attributes} are known: no form of a product is complete before. */
  readonly hasAttributes: boolean;
  readonly open: Page<PendingAction>;
  /** Whether everything above has been read once. */
  readonly isReady: boolean;
  /** Reads accounts and browsers again. */
  readonly refresh: () => void;
}

/** What is known before anything was read. */
export const NOTHING_KNOWN: SellerDataValue = {
  accounts: [],
  everyAccount: [],
  devices: [],
  actions: [],
  errors: new Map(),
  attributes: [],
  hasAttributes: false,
  open: { data: [], next_cursor: null },
  isReady: false,
  refresh: () => undefined,
};

/** Carries {@link SellerDataValue} to the views. */
export const SellerDataContext = createContext<SellerDataValue>(NOTHING_KNOWN);

/** @returns what is known of the seller; empty for an operator */
export function useSellerData(): SellerDataValue {
  return useContext(SellerDataContext);
}

/**
 * @param id an account's id
 * @returns the account; undefined while it is unknown
 */
export function useAccount(id: number): Account | undefined {
  return useSellerData().everyAccount.find((account) => account.id === id);
}

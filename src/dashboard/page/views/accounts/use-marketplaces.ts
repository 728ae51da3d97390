import { useSellerData } from '../../seller-data.ts';

/** A marketplace that accounts can be connected to. */
export interface MarketplaceFacts {
  readonly name: string;
  readonly title: string;
  /** Whether it is reached through the seller's browser, and takes no token. */
  readonly needsBrowser: boolean;
  /** Whether its sellers can let StoFlow act on its own page. */
  readonly byConsent: boolean;
}

/** @returns the marketplaces that there are, as the catalogue of actions tells them */
export function useMarketplaces(): readonly MarketplaceFacts[] {
  const { actions } = useSellerData();
  const names = [...new Set(actions.map(({ marketplace }) => marketplace))].sort();
  return names.map((name) => {
    const own = actions.filter(({ marketplace }) => marketplace === name);
    return {
      name,
      title: own[0]?.marketplace_title ?? name,
      byConsent: own.some(({ by_consent: isOffered }) => isOffered),
      needsBrowser: own.some(({ needs_plugin: needs }) => needs),
    };
  });
}

/** @returns the names of the marketplaces that are reached through a seller's browser */
export function useMarketplacesByBrowser(): ReadonlySet<string> {
  const byBrowser = useMarketplaces().filter(({ needsBrowser }) => needsBrowser);
  return new Set(byBrowser.map(({ name }) => name));
}

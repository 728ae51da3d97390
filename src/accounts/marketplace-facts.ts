import type { Marketplace } from '../domain/vocabulary.ts';

/** What accounts need to know of marketplaces. Whoever knows the marketplaces provides it. */
export abstract class MarketplaceFacts {
  /** @returns the names of the marketplaces that accounts can be connected to */
  abstract known(): readonly Marketplace[];

  /**
   * @param marketplace the name that the catalogue uses; it may be of one that is not known any more
   * @returns its name as people write it
   */
  abstract title(marketplace: Marketplace): string;

  /**
   * @param marketplace one of {@link MarketplaceFacts.known}
   * @returns jobs that may run at once on one account
   */
  abstract maxRunning(marketplace: Marketplace): number;

  /**
   * @param marketplace one of {@link MarketplaceFacts.known}
   * @returns true where the seller's browser acts, so that there are no credentials and a closed browser is a hold
   */
  abstract needsPlugin(marketplace: Marketplace): boolean;
}

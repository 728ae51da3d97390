import { Signal } from '../../common/signal.ts';

/** One request to a marketplace, after it was answered or had failed. */
export interface MarketplaceCall {
  /** Host of the API, as it is configured. */
  readonly host: string;
  readonly method: string;
  /** `none` where no complete answer came. */
  readonly status: number | 'none';
  readonly seconds: number;
}

/** A request to a marketplace is over. */
export const MARKETPLACE_CALLED = new Signal<MarketplaceCall>('marketplace:called');

/** How an `EbayStandIn` behaves where eBay itself varies or leaves a choice. */
export interface EbayOptions {
  /** Application credentials the token endpoint accepts. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Stands for {@link EbayOptions.acceptUrl} in requests for a consent. */
  readonly ruName: string;
  /** Where browsers are sent after a seller has consented or declined; empty where none is registered. */
  readonly acceptUrl: string;
  /** Life of an access token, seconds; eBay's is 7,200. */
  readonly accessTokenSeconds: number;
  /** How long a new offer stays invisible to `GET offer?sku=`, milliseconds. */
  readonly indexLagMs: number;
  /** How long a new order stays invisible to the list of orders, milliseconds. */
  readonly orderLagMs: number;
  /** What the last sale does to a listing: it ends, or stays without buyers seeing it (eBay's out-of-stock control). */
  readonly soldOut: 'ends' | 'hidden';
  /** How long each call takes, milliseconds; two writers of one SKU within it meet error 25025. */
  readonly latencyMs: number;
  /** Whether picture uploads are limited as on eBay: 50 per 5 s and user. */
  readonly mediaLimit: boolean;
  /** Publishing what is published: answered with the same listing and a warning, or with a conflict; both were seen. */
  readonly republish: 'same_listing' | 'conflict';
  /** Error number for withdrawing what is not published; the contract names both. */
  readonly repeatedWithdraw: 25002 | 25713;
  /** Status of a replaced inventory item without warnings; both were seen. */
  readonly replacedItemStatus: 200 | 204;
  /** Whether `offset` of the list of items counts pages, as the contract says, or records. */
  readonly itemOffset: 'page' | 'record';
  /** Categories that refuse to publish without an EAN although no aspect says so. */
  readonly eanCategories: readonly string[];
  /** Categories that have children and therefore take no listing. */
  readonly parentCategories: readonly string[];
}

/** Category 169291 carries the hidden EAN rule of the stand-in; 11450, 260010 and 260012 are no leaves. */
export const DEFAULT_EBAY_OPTIONS: EbayOptions = {
  clientId: 'sandbox-app',
  clientSecret: 'sandbox-secret',
  ruName: 'Sandbox-sandboxa-stoflo-runame',
  acceptUrl: '',
  accessTokenSeconds: 7200,
  indexLagMs: 0,
  orderLagMs: 0,
  soldOut: 'ends',
  latencyMs: 0,
  mediaLimit: false,
  republish: 'same_listing',
  repeatedWithdraw: 25713,
  replacedItemStatus: 204,
  itemOffset: 'page',
  eanCategories: ['169291'],
  parentCategories: ['11450', '260010', '260012'],
};

import type { Answer } from '../http/exchange.ts';

/** One entry of eBay's `errors` or `warnings` list. */
export interface EbayErrorDetail {
  readonly errorId: number;
  readonly domain: string;
  readonly subdomain?: string;
  readonly category: 'REQUEST' | 'BUSINESS' | 'APPLICATION';
  readonly message: string;
  readonly longMessage?: string;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
}

/** Status and fixed parts of an error number, as eBay's error table has them; the wording is ours. */
interface KnownError {
  readonly status: number;
  readonly domain: string;
  readonly category: EbayErrorDetail['category'];
  readonly text: string;
}

const inventory = (status: number, text: string): KnownError => ({
  status,
  domain: 'API_INVENTORY',
  category: status >= 500 ? 'APPLICATION' : 'REQUEST',
  text,
});
const account = (status: number, text: string): KnownError => ({
  status,
  domain: 'API_ACCOUNT',
  category: status >= 500 ? 'APPLICATION' : 'REQUEST',
  text,
});
const fulfillment = (status: number, text: string): KnownError => ({
  status,
  domain: 'API_FULFILLMENT',
  category: status >= 500 ? 'APPLICATION' : 'REQUEST',
  text,
});
const media = (status: number, text: string): KnownError => ({
  status,
  domain: 'API_MEDIA',
  category: status >= 500 ? 'APPLICATION' : 'REQUEST',
  text,
});
const access = (status: number, text: string): KnownError => ({
  status,
  domain: 'ACCESS',
  category: 'REQUEST',
  text,
});

const KNOWN: Readonly<Record<number, KnownError>> = {
  1001: { status: 401, domain: 'OAuth', category: 'REQUEST', text: 'Invalid access token' },
  1100: access(403, 'Access denied: the token lacks a scope'),
  2001: access(429, 'Too many requests'),
  2002: access(404, 'Resource not found'),
  2003: access(415, 'Unsupported content type'),
  2004: access(400, 'Invalid request'),
  20401: account(400, 'Missing field'),
  20403: account(400, 'Invalid field'),
  20500: account(500, 'System error'),
  25001: inventory(500, 'A system error has occurred'),
  25002: inventory(400, 'A user error has occurred'),
  25003: inventory(400, 'The price is not valid'),
  25004: inventory(400, 'The quantity is not valid'),
  25005: inventory(400, 'The category is not valid'),
  25006: inventory(400, 'A listing option is not valid'),
  25007: inventory(400, 'The fulfillment policy is not valid'),
  25008: inventory(400, 'The payment policy is not valid'),
  25009: inventory(400, 'The return policy is not valid'),
  25012: inventory(400, 'Invalid inventory location'),
  25014: inventory(400, 'The pictures are not valid'),
  25015: inventory(400, 'A picture URL is not valid'),
  25017: inventory(400, 'Information is missing'),
  25018: inventory(400, 'The account information is incomplete'),
  25019: inventory(400, 'The listing cannot be revised'),
  25021: inventory(400, 'The item condition is not valid'),
  25025: inventory(500, 'Concurrent access to the same inventory object is not allowed'),
  25026: inventory(400, 'The selling limit is exceeded'),
  25038: inventory(400, 'The item has a bid or a best offer, or ends within 12 hours'),
  25039: inventory(400, 'The item has a bid or a best offer, and ends within 12 hours'),
  25040: inventory(400, 'The item has a bid or a best offer, and ends within 12 hours'),
  25080: inventory(400, 'A field is too long'),
  25402: inventory(200, 'System warning'),
  25604: inventory(400, 'Input error'),
  25702: inventory(400, 'The SKU is not in the system'),
  25706: inventory(400, 'Invalid pagination values'),
  25707: inventory(400, 'Invalid SKU: only letters and digits, at most 50'),
  25709: inventory(400, 'Invalid value'),
  25710: inventory(404, 'The entity was not found'),
  25713: inventory(404, 'This Offer is not available'),
  25755: inventory(400, 'An auction needs listingDuration'),
  25757: inventory(400, 'An auction needs auctionStartPrice'),
  25758: inventory(400, 'Auction prices do not fit a fixed price offer'),
  25762: inventory(400, 'availableQuantity does not fit an auction'),
  25800: inventory(400, 'Invalid field'),
  25801: inventory(400, 'Missing field'),
  25803: inventory(409, 'The location exists already'),
  25805: inventory(404, 'The location was not found'),
  30500: fulfillment(500, 'A system error has occurred'),
  30700: fulfillment(400, 'Unknown filter'),
  30800: fulfillment(400, 'The value of a filter is not valid'),
  30810: fulfillment(400, 'The date format is not valid'),
  30820: fulfillment(400, 'The start date is missing'),
  30830: fulfillment(400, 'Orders can be asked for two years back'),
  30840: fulfillment(400, 'The start date must come before the end date'),
  30850: fulfillment(400, 'A date lies in the future'),
  31000: fulfillment(400, 'The offset is not valid'),
  31100: fulfillment(400, 'The limit is not valid'),
  190000: media(500, 'Internal problem'),
  190200: media(404, 'The image was not found'),
  190201: media(400, 'The image file is too large'),
  190203: media(400, 'The image format is not supported'),
};

/** Extra words, parameters and another status for one occurrence of an error. */
export interface ErrorOccurrence {
  readonly info?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/**
 * Builds the entry of an error or a warning.
 *
 * @param errorId eBay's number; one that the stand-in does not know becomes a user error of that number
 * @param occurrence words and parameters of this occurrence
 * @returns the entry
 */
export function errorDetail(errorId: number, occurrence: ErrorOccurrence = {}): EbayErrorDetail {
  const known = KNOWN[errorId] ?? inventory(400, 'A user error has occurred');
  const message = occurrence.info === undefined ? known.text : `${known.text}. ${occurrence.info}`;
  return {
    errorId,
    domain: known.domain,
    ...(known.domain === 'API_INVENTORY' ? { subdomain: 'Selling' } : {}),
    category: known.category,
    message,
    longMessage: message,
    ...(occurrence.parameters === undefined
      ? {}
      : { parameters: Object.entries(occurrence.parameters).map(([name, value]) => ({ name, value })) }),
  };
}

/**
 * Builds a whole error answer.
 *
 * @param errorId eBay's number
 * @param occurrence words, parameters and, when it differs from the table, the status
 * @param headers additional headers
 * @returns the answer
 */
export function errorAnswer(
  errorId: number,
  occurrence: ErrorOccurrence = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const status = occurrence.status ?? KNOWN[errorId]?.status ?? 400;
  return { status, headers, json: { errors: [errorDetail(errorId, occurrence)] } };
}

/** Ends a call with an error of eBay's. */
export class EbayRefusal extends Error {
  /** What the caller gets to see. */
  readonly answer: Answer;

  /**
   * @param errorId eBay's number
   * @param occurrence words, parameters, status
   */
  constructor(errorId: number, occurrence: ErrorOccurrence = {}) {
    super(`eBay error ${errorId}`);
    this.answer = errorAnswer(errorId, occurrence);
  }
}

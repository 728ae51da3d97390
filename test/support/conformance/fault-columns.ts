/** How a marketplace is reached; each way fails in its own ways. */
export type Transport = 'api' | 'browser';

/** What may go wrong for a handler that calls an API itself. */
export const API_FAULTS = [
  'answer lost',
  '500 after doing',
  'cut before',
  '429',
  '401 once',
  'crash',
  'cancel',
] as const;
/** One of {@link API_FAULTS}. */
export type ApiFault = (typeof API_FAULTS)[number];

/** What may go wrong for a handler whose steps a browser executes. */
export const BROWSER_FAULTS = [
  'answer lost',
  '500 after doing',
  'cut before',
  '429',
  'wrong account',
  'challenge',
  'logged out',
  'socket before',
  'socket after',
  'worker dead',
  'crash',
  'cancel',
] as const;
/** One of {@link BROWSER_FAULTS}. */
export type BrowserFault = (typeof BROWSER_FAULTS)[number];

import type { ErrorEntry } from '../api/accounts.ts';
import { spaced } from './names.ts';

/** Who has to act before something can work. */
export const ACTORS: Readonly<Record<ErrorEntry['actor'], string>> = {
  seller: 'You can put this right',
  us: 'StoFlow has to put this right',
  marketplace: 'The marketplace has to put this right',
};

/**
 * @param code a stable error code such as `step.timeout`
 * @returns its last part in words, where nothing better is known
 */
export function codeText(code: string): string {
  return spaced(code.split('.').slice(1).join(' ') || code);
}

/**
 * Puts the marketplace's own words, which may be any JSON, into text.
 * @param original as the API has it
 * @returns readable text; undefined where there is none
 */
export function originalText(original: unknown): string | undefined {
  if (original === null || original === undefined) return undefined;
  return typeof original === 'string' ? original : JSON.stringify(original, null, 2);
}

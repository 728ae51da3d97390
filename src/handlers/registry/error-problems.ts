import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import type { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';

/**
 * Checks that every error code means one thing.
 * @param neutral codes that all marketplaces share
 * @param adapters every adapter
 * @returns one sentence per code that two catalogues explain, or that another marketplace's name begins
 */
export function errorProblems(
  neutral: ErrorCatalogue,
  adapters: readonly Pick<MarketplaceAdapter, 'marketplace' | 'errors'>[],
): readonly string[] {
  return adapters.flatMap(({ marketplace, errors }) =>
    Object.keys(errors).flatMap((code) => {
      const strange = code.startsWith(`${marketplace}.`)
        ? []
        : [`${code}: an error of ${marketplace} that does not begin with its name`];
      const twice =
        Object.hasOwn(neutral, code) ||
        adapters.some((other) => other.marketplace !== marketplace && Object.hasOwn(other.errors, code));
      return twice ? [...strange, `${code}: in more than one error catalogue`] : strange;
    }),
  );
}

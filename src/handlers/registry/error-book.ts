import { withAdvice } from '../../domain/error-entry.ts';
import type { ErrorCatalogue, ErrorClass, ErrorEntry } from '../../domain/error-entry.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import type { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';
import { NEUTRAL_ERRORS } from '../contract/neutral-error-catalogue.ts';

/** Knows what every error code means and what is to be done about it. */
export class ErrorBook {
  /** Codes that all marketplaces share. */
  readonly neutral: ErrorCatalogue = NEUTRAL_ERRORS;
  /** Codes of each marketplace, by its name. */
  readonly marketplaces: ReadonlyMap<Marketplace, ErrorCatalogue>;

  /** @param adapters the marketplaces' adapters */
  constructor(adapters: readonly Pick<MarketplaceAdapter, 'marketplace' | 'errors'>[]) {
    const sorted = [...adapters].sort((a, b) => (a.marketplace < b.marketplace ? -1 : 1));
    this.marketplaces = new Map(sorted.map(({ marketplace, errors }) => [marketplace, errors]));
  }

  /**
   * Adds to a failure what to do and who has to act, where it does not say so itself.
   * @param failure what is to be stored
   * @returns the failure; as it was where no catalogue knows its code
   */
  explained<F extends Failure>(failure: F): F {
    return withAdvice(failure, this.entry(failure.code));
  }

  /**
   * Tells what becomes of a job that meets an error.
   * @param code the error's code
   * @returns its class; undefined where no catalogue knows the code
   */
  classOf(code: string): ErrorClass | undefined {
    return this.entry(code)?.class;
  }

  /**
   * @param kind a class
   * @returns every code of that class, of all marketplaces
   */
  codesOf(kind: ErrorClass): readonly string[] {
    return [this.neutral, ...this.marketplaces.values()].flatMap((errors) =>
      Object.entries(errors).flatMap(([code, entry]) => (entry.class === kind ? [code] : [])),
    );
  }

  private entry(code: string): ErrorEntry | undefined {
    const own = this.marketplaces.get(code.split('.')[0] ?? '') ?? {};
    if (Object.hasOwn(own, code)) return own[code];
    return Object.hasOwn(this.neutral, code) ? this.neutral[code] : undefined;
  }
}

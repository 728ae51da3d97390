import { Injectable } from '@nestjs/common';
import { withAdvice } from '../domain/error-entry.ts';
import type { FieldError } from '../domain/errors.ts';
import type { Failure } from '../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import type { ActionCode } from '../domain/vocabulary.ts';
import { NEUTRAL_ERRORS } from '../handlers/contract/neutral-error-catalogue.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';

/** Asks handlers, before anything is queued, what keeps a product from a marketplace. */
@Injectable()
export class Preflight {
  constructor(private readonly registry: HandlerRegistry) {}

  /**
   * Checks one product on one account.
   * @param action the action
   * @param account where it would go
   * @param product the product; null for actions on a whole account
   * @returns the wrong fields; none where it fits
   */
  check(
    action: ActionCode,
    account: AccountSnapshot,
    product: ProductSnapshot | null,
  ): readonly FieldError[] {
    return this.registry.resolve(account.marketplace, action).handler.preflight(product, account);
  }

  /**
   * Asks what a seller should know before an action, although nothing keeps the product from it.
   * @param action the action
   * @param account where it would go
   * @param product the product; null for actions on a whole account
   * @returns sentences
   */
  notices(action: ActionCode, account: AccountSnapshot, product: ProductSnapshot | null): readonly string[] {
    return this.registry.resolve(account.marketplace, action).handler.notices(product, account);
  }

  /**
   * Puts the result of a check into the words in which it is stored on a job.
   * @param fields what is wrong
   * @returns the failure; undefined where nothing is wrong
   */
  static refusalOf(fields: readonly FieldError[]): Failure | undefined {
    const [first] = fields;
    if (first === undefined) return undefined;
    const message = fields.map((field) => field.message).join(' ');
    return withAdvice({ code: 'preflight.refused', message, fields }, NEUTRAL_ERRORS['preflight.refused']);
  }
}

import { DomainError } from '../../domain/errors.ts';

/** There is something at the address, and it does not take the method. */
export class MethodNotAllowedError extends DomainError {
  /**
   * @param method what was asked for
   * @param allowed what the address takes
   */
  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super(
      'route.method_not_allowed',
      'method_not_allowed',
      `This address does not take ${method}, but ${allowed.join(', ')}.`,
    );
  }
}

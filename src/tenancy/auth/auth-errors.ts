import { DomainError } from '../../domain/errors.ts';
import type { Scope } from './principal.ts';

/** The request carries no bearer token. */
export class MissingTokenError extends DomainError {
  constructor() {
    super('auth.missing', 'unauthenticated', 'This needs an Authorization header with a bearer token.');
  }
}

/** The token is not one we accept. Which part is wrong is nobody's business. */
export class InvalidTokenError extends DomainError {
  constructor() {
    super('auth.invalid', 'unauthenticated', 'The bearer token is not valid here.');
  }
}

/** The token was valid once. */
export class ExpiredTokenError extends DomainError {
  constructor() {
    super('auth.expired', 'unauthenticated', 'The bearer token has expired.');
  }
}

/** The identity provider's keys cannot be fetched, so no token can be checked. */
export class KeysUnavailableError extends DomainError {
  constructor() {
    super('auth.keys_unavailable', 'unavailable', 'Tokens cannot be checked right now.');
  }
}

/** The token is valid and does not allow this. */
export class MissingScopeError extends DomainError {
  /** @param scope what the route needs */
  constructor(scope: Scope) {
    super('auth.scope_missing', 'forbidden', `The token lacks the scope "${scope}".`);
  }
}

/** The tenant may not use the product for now. */
export class TenantSuspendedError extends DomainError {
  constructor() {
    super('tenant.suspended', 'forbidden', 'This tenant is suspended.');
  }
}

/** The last upgrade of the tenant's schema failed; nothing may touch it until it is repaired. */
export class TenantNotMigratedError extends DomainError {
  constructor() {
    super('tenant.not_migrated', 'unavailable', "This tenant's data is being repaired after an upgrade.");
  }
}

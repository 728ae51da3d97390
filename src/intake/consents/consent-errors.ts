import { DomainError } from '../../domain/errors.ts';

/** The marketplace has no page on which sellers consent, or none that is known here. */
export class ConsentNotOfferedError extends DomainError {
  /** @param title the marketplace as people write it */
  constructor(title: string) {
    super('consent.not_offered', 'unprocessable', `${title} accounts are not connected by a consent.`);
  }
}

/** Whoever runs the program has not registered it with the marketplace. */
export class ConsentNotConfiguredError extends DomainError {
  /**
   * @param title the marketplace as people write it
   * @param missing names of settings
   */
  constructor(title: string, missing: readonly string[]) {
    super(
      'consent.not_configured',
      'unprocessable',
      `${title} cannot be asked for a consent here, since ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set. A token connects an account all the same.`,
      { extra: { missing } },
    );
  }
}

/** What came back belongs to no consent that was asked for here. */
export class ConsentUnknownError extends DomainError {
  constructor() {
    super('consent.unknown', 'not_found', 'Nobody was asked for this consent. Begin again.');
  }
}

/** Another browser than the one that began came back: somebody may have been lured into consenting. */
export class ConsentOtherBrowserError extends DomainError {
  constructor() {
    super(
      'consent.other_browser',
      'forbidden',
      'A consent ends in the browser in which it began. Begin again there.',
    );
  }
}

/** It took too long. */
export class ConsentExpiredError extends DomainError {
  constructor() {
    super('consent.expired', 'unprocessable', 'The consent took too long. Begin again.');
  }
}

/** The same answer has arrived before, and what became of it is not known yet, or never will be. */
export class ConsentUsedError extends DomainError {
  constructor() {
    super(
      'consent.used',
      'conflict',
      'This consent was answered before. Look whether the account is connected.',
    );
  }
}

/** The seller did not consent. */
export class ConsentDeniedError extends DomainError {
  constructor() {
    super('consent.denied', 'unprocessable', 'The consent was declined, so nothing was connected.');
  }
}

/** The seller consented as somebody else than the account that was to be connected again. */
export class ConsentOtherAccountError extends DomainError {
  /**
   * @param consented who consented
   * @param wanted who was to
   */
  constructor(consented: string, wanted: string) {
    super(
      'consent.other_account',
      'conflict',
      `The consent was given by ${consented}, and the account is ${wanted}. Log in there as ${wanted}, and begin again.`,
    );
  }
}

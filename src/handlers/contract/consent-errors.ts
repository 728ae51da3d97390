import { DomainError } from '../../domain/errors.ts';

/** The marketplace does not take the code: it is too old, was used, or belongs to something else. */
export class ConsentCodeRefusedError extends DomainError {
  /** @param title the marketplace as people write it */
  constructor(title: string) {
    super(
      'consent.code_refused',
      'unprocessable',
      `${title} does not take its own answer any more. Begin again.`,
    );
  }
}

/** The marketplace could not be asked. Nothing was connected, and it may work later. */
export class ConsentUnanswerableError extends DomainError {
  /**
   * @param title the marketplace as people write it
   * @param reason for the log: a status or the reason of a lost connection, never what was sent or answered
   */
  constructor(
    title: string,
    readonly reason: string,
  ) {
    super(
      'consent.marketplace_unavailable',
      'unavailable',
      `${title} did not answer properly. Begin again later.`,
    );
  }
}

/** The marketplace does not accept the program itself: its key, its address or its rights. */
export class ConsentMisconfiguredError extends DomainError {
  /**
   * @param title the marketplace as people write it
   * @param reason for the log: the marketplace's error code
   */
  constructor(
    title: string,
    readonly reason: string,
  ) {
    super(
      'consent.application_refused',
      'unavailable',
      `${title} does not accept this installation of StoFlow. Tell whoever runs it.`,
    );
  }
}

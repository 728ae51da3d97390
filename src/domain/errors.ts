/** How an error is to be treated, in words of the domain; one filter turns kinds into HTTP statuses. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'precondition_failed'
  | 'unprocessable'
  | 'too_large'
  | 'unsupported_media'
  | 'rate_limited'
  | 'unavailable';

/** One wrong field of an input: its path (`pictures[0].url`), a stable code and a sentence for a person. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** An error that the product expects and explains. It knows no HTTP. */
export class DomainError extends Error {
  /**
   * @param code stable and dotted, `<thing>.<what>`: clients may branch on it
   * @param kind how it is to be treated
   * @param message a sentence for a person
   * @param details the wrong fields, and anything else a client may need (JSON)
   */
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly details: {
      readonly fields?: readonly FieldError[];
      readonly extra?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** No job of this tenant has that id. Another tenant's job looks exactly the same. */
export class JobNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('job.not_found', 'not_found', `There is no job ${id}.`);
  }
}

/** No batch of this tenant has that id. */
export class BatchNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('batch.not_found', 'not_found', `There is no batch ${id}.`);
  }
}

/** No task of this tenant has that id. */
export class TaskNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('task.not_found', 'not_found', `There is no task ${id}.`);
  }
}

/** No product of this tenant has that id. */
export class ProductNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('product.not_found', 'not_found', `There is no product ${id}.`);
  }
}

/** No marketplace account of this tenant has that id. */
export class AccountNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('account.not_found', 'not_found', `There is no marketplace account ${id}.`);
  }
}

/** The tenant has no schema: it was never provisioned, or its schema is gone. */
export class SchemaNotFoundError extends DomainError {
  /** @param schema the schema that was looked for */
  constructor(schema: string) {
    super('tenant.schema_missing', 'not_found', `The tenant's schema ${schema} does not exist.`);
  }
}

/** A status may not move that way. */
export class IllegalTransitionError extends DomainError {
  /**
   * @param thing `job`, `task` or `batch`
   * @param from the status it has
   * @param to the status that was asked for
   */
  constructor(thing: string, from: string, to: string) {
    super(`${thing}.illegal_transition`, 'conflict', `A ${thing} that is ${from} cannot become ${to}.`, {
      extra: { from, to },
    });
  }
}

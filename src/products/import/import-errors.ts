import { DomainError } from '../../domain/errors.ts';
import { MAX_ROWS } from './import-row.ts';

/** An import holds more products than one request may. Nothing of it was stored. */
export class TooManyRowsError extends DomainError {
  constructor() {
    super('import.too_many_rows', 'too_large', `An import may hold ${MAX_ROWS} products at most.`);
  }
}

/** The header of a CSV file has columns that no product has, or one twice. */
export class UnknownColumnError extends DomainError {
  /** @param columns the columns, as the file names them */
  constructor(columns: readonly string[]) {
    super(
      'import.unknown_column',
      'invalid',
      'The file has columns that are not known or stand there twice.',
      {
        fields: columns.map((field) => ({
          field,
          code: 'import.unknown_column',
          message: `${field === '' ? 'a column without a name' : field} is not a column of products`,
        })),
      },
    );
  }
}

/** The header of a CSV file lacks columns that every product needs. */
export class MissingColumnError extends DomainError {
  /** @param columns the columns */
  constructor(columns: readonly string[]) {
    super('import.missing_column', 'invalid', 'The file lacks columns that every product needs.', {
      fields: columns.map((field) => ({
        field,
        code: 'import.missing_column',
        message: `the column ${field} is missing`,
      })),
    });
  }
}

/** What was sent cannot be read as an import at all. Nothing of it was stored. */
export class MalformedImportError extends DomainError {
  /** @param reason a sentence that tells where */
  constructor(reason: string) {
    super('import.malformed', 'invalid', reason);
  }
}

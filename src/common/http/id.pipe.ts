import { Injectable, Optional } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { DomainError } from '../../domain/errors.ts';
import { invalidRequest } from './validation.ts';

/**
 * Parses an id of a path. Digits beyond any id that can exist are 404 like every other id nobody has.
 * @example `@Param('id', IdPipe) id: number`, or `new IdPipe(JobNotFoundError)` for that error's code
 */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  /** @param notFound the error for an id that cannot exist; nothing is injected where Nest makes the pipe itself */
  constructor(@Optional() private readonly notFound?: new (id: string) => DomainError) {}

  /**
   * @param value the text in the path
   * @param metadata names the parameter
   * @returns the id, a positive integer
   * @throws {DomainError} `request.invalid` for anything that is no positive integer
   */
  transform(value: string, metadata: Pick<ArgumentMetadata, 'data'>): number {
    const field = metadata.data ?? 'id';
    if (!/^[1-9]\d{0,99}$/.test(value)) {
      throw invalidRequest([{ field, code: 'is_id', message: `${field} must be a positive integer` }]);
    }
    const id = Number(value);
    if (!Number.isSafeInteger(id)) throw new (this.notFound ?? ResourceNotFoundError)(value);
    return id;
  }
}

/** There is no such thing, where the route has no error of its own for it. */
class ResourceNotFoundError extends DomainError {
  constructor(id: string) {
    super('resource.not_found', 'not_found', `There is nothing with the id ${id}.`);
  }
}

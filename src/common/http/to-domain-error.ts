import { ConnectionException, OptimisticLockError } from '@mikro-orm/core';
import { HttpException } from '@nestjs/common';
import { DomainError } from '../../domain/errors.ts';
import type { ErrorKind } from '../../domain/errors.ts';
import { PROBLEM_KINDS } from './problem-details.ts';

/** Errors of the operating system that mean: the database cannot be reached. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P03',
]);

const KIND_OF_STATUS: ReadonlyMap<number, ErrorKind> = new Map(
  (Object.keys(PROBLEM_KINDS) as ErrorKind[]).map((kind) => [PROBLEM_KINDS[kind][0], kind]),
);

/**
 * Recognises errors that frameworks throw and that the product explains.
 * @param error what was thrown
 * @returns the error in words of the domain; undefined for one that nobody expected
 */
export function toDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof OptimisticLockError) {
    return new DomainError(
      'resource.version_conflict',
      'conflict',
      'Somebody else changed this in the meantime; read it again and repeat the change.',
    );
  }
  if (error instanceof ConnectionException || isUnreachable(error)) {
    return new DomainError(
      'database.unavailable',
      'unavailable',
      'The database cannot be reached right now.',
    );
  }
  return error instanceof HttpException ? fromHttpException(error) : undefined;
}

function fromHttpException(error: HttpException): DomainError | undefined {
  const status = error.getStatus();
  if (status === 404) {
    return new DomainError('route.not_found', 'not_found', 'There is nothing at this address.');
  }
  const kind = KIND_OF_STATUS.get(status);
  return kind === undefined ? undefined : new DomainError(`request.${kind}`, kind, error.message);
}

function isUnreachable(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && UNREACHABLE.has(String(error.code))
  );
}

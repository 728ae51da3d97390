import { DomainError } from '../../domain/errors.ts';
import { refused, retry } from '../../domain/outcome.ts';
import type { Failure, Outcome } from '../../domain/outcome.ts';
import { CallFailedError } from './call-failed.error.ts';

/**
 * The outcome of a picture's upload that failed, whether the picture could not be fetched or the marketplace did not
 * take it.
 * @param error what was thrown
 * @param field the picture among the product's fields (`pictures[2]`)
 * @param signal the step's signal
 * @param blamesPicture tells whether a refused call is about the picture itself
 * @returns a refusal that names the picture, or a retry
 * @throws {unknown} what is neither about the picture nor about the call
 */
export function pictureFailure(
  error: unknown,
  field: string,
  signal: AbortSignal,
  blamesPicture: (error: CallFailedError) => boolean,
): Outcome {
  if (error instanceof CallFailedError && error.verdict.kind === 'refused' && blamesPicture(error)) {
    const { code, message } = error.failure;
    return refused({ ...error.failure, fields: [{ field, code, message }] });
  }
  if (error instanceof CallFailedError) return error.outcome('repeatable');
  if (error instanceof DomainError) {
    const { code, message, kind } = error;
    const failure: Failure = {
      code,
      message,
      actor: 'seller',
      fields: [{ field: `${field}.url`, code, message }],
    };
    return kind === 'unavailable' || kind === 'rate_limited' ? retry(failure) : refused(failure);
  }
  if (signal.aborted) {
    return retry({
      code: 'picture.aborted',
      message: 'Fetching the picture took too long.',
      actor: 'seller',
    });
  }
  throw error;
}

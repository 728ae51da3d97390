import { withAdvice } from '../domain/error-entry.ts';
import type { Failure } from '../domain/outcome.ts';
import { NEUTRAL_ERRORS } from '../handlers/contract/neutral-error-catalogue.ts';

/** A `once` step that was under way when its holder went, or was told to end. */
export const INTERRUPTED: Failure = withAdvice(
  {
    code: 'step.interrupted',
    message:
      'The program stopped during this step. Whether it took effect is looked up before anything is repeated.',
  },
  NEUTRAL_ERRORS['step.interrupted'],
);

import type { FaultKind } from '../faults/fault.ts';
import type { Json } from './json.ts';

/** One fault that strikes in every run, at the n-th call of an operation. */
interface ScriptedFault {
  readonly operation: string;
  readonly fault: FaultKind;
  readonly nth: number;
}

/**
 * What must happen in every run, however few the products: the first publication hangs, and a buyer takes the piece
 * before anybody knows that it is listed; answers to creating and publishing are lost; a publication is answered with
 * a 500 and done; there is a limit and a dead token.
 */
export const SCRIPTED: readonly ScriptedFault[] = [
  { operation: 'createImageFromFile', fault: 'expire_token', nth: 2 },
  { operation: 'createImageFromFile', fault: 'rate_limited', nth: 3 },
  { operation: 'createOffer', fault: 'lose_answer', nth: 1 },
  { operation: 'publishOffer', fault: 'hang', nth: 1 },
  { operation: 'publishOffer', fault: 'lose_answer', nth: 2 },
  { operation: 'publishOffer', fault: 'error_after', nth: 3 },
];

/**
 * Probabilities per call. Those that cost an attempt come to 3 in 100: of a job with 10 calls and 5 attempts, fewer
 * than 1 in 50,000 then fails for bad luck alone (binomial, 5 of 12).
 */
const RATES: Readonly<Partial<Record<FaultKind, number>>> = {
  lose_answer: 0.01,
  error_after: 0.005,
  error_before: 0.01,
  concurrent: 0.005,
  rate_limited: 0.01,
  expire_token: 0.01,
};

/**
 * @param seed equal seeds strike the same calls
 * @returns body of the stand-in's `PUT /_control/faults`
 */
export function faultPlan(seed: string): Json {
  return { script: SCRIPTED, plan: { seed, rates: RATES, max_consecutive: 1 } };
}

/** Faults by kind, in words. */
export const FAULT_WORDS: Readonly<Record<string, string>> = {
  lose_answer: 'done, answer lost',
  error_after: 'done, answered with a 500',
  hang: 'done, never answered',
  error_before: 'a 500, nothing done',
  rate_limited: 'too many requests (429)',
  expire_token: 'access token dead (401)',
  concurrent: 'another change under way',
};

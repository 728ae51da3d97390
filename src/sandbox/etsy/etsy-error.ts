import type { Answer } from '../http/exchange.ts';
import type { RefusalShape } from './etsy-options.ts';

/** A field that Etsy does not take, and why. */
export interface FieldProblem {
  /** Name of the field, with slashes inside: `title`, `return/policy`. */
  readonly path: string;
  readonly message: string;
  /** Machine name, shown in the list shape only. */
  readonly type: string;
}

/** A call that Etsy refuses; the API turns it into an answer. */
export class EtsyRefusal extends Error {
  readonly status: number;
  readonly problem: FieldProblem | undefined;

  /**
   * @param status HTTP status
   * @param message what is wrong, without the field
   * @param problem the field, when it is one field's fault
   */
  constructor(status: number, message: string, problem?: FieldProblem) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * @param path name of the field
 * @param message what is wrong with it
 * @param type machine name for the list shape
 * @returns a refusal with status 400
 */
export function badField(path: string, message: string, type = 'invalid_value'): EtsyRefusal {
  return new EtsyRefusal(400, message, { path, message, type });
}

/**
 * @param status HTTP status
 * @param error the one text of Etsy's errors
 * @param headers further headers
 * @returns the answer in the shape that the contract declares
 */
export function errorAnswer(status: number, error: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, json: { error } };
}

/**
 * @param refusal what was refused
 * @param shape how fields are worded
 * @returns the answer
 */
export function refusalAnswer({ status, message, problem }: EtsyRefusal, shape: RefusalShape): Answer {
  if (problem === undefined) return errorAnswer(status, message);
  const sentence = `There was a problem with /${problem.path} : ${problem.message}`;
  switch (shape) {
    case 'text':
      return errorAnswer(status, sentence);
    case 'object':
      return errorAnswer(status, `${problem.path}: ${problem.message}`);
    case 'list':
      return { status, json: [{ path: `/${problem.path}`, type: problem.type, message: problem.message }] };
    case 'bare_text':
      return {
        status,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        bytes: Buffer.from(sentence),
      };
  }
}

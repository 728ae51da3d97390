import type { Failure } from '../../../src/domain/outcome.ts';
import { ACTORS } from '../../../src/domain/vocabulary.ts';

/** Namespaces of codes that belong to no marketplace. */
const NEUTRAL = [
  'account',
  'action',
  'job',
  'listing',
  'network',
  'outcome',
  'picture',
  'plugin',
  'product',
  'task',
];

/** An error as it reaches a seller. */
export type ShownError = Pick<Failure, 'code' | 'message' | 'actor'>;

/**
 * Checks that a seller can do something with an error.
 * @param error what the job says
 * @param marketplace whose handler it was
 * @returns what is wrong with it; nothing where it is understandable
 */
export function problemsOfError(
  error: ShownError | null | undefined,
  marketplace: string,
): readonly string[] {
  if (error == null) return ['it ended without an error'];
  const { code } = error;
  const [namespace = ''] = code.split('.');
  return [
    ...(/^[a-z_]+(\.[a-z0-9_]+)+$/.test(code) ? [] : [`the code "${code}" is not dotted`]),
    ...([marketplace, ...NEUTRAL].includes(namespace) ? [] : [`the code "${code}" is of nobody's namespace`]),
    ...problemsOfSaying(error),
  ];
}

/**
 * Checks that a seller understands what they read, and who has to act.
 * @param said a sentence with what it is about
 * @returns what is wrong with it
 */
export function problemsOfSaying({ code, message, actor }: ShownError): readonly string[] {
  return [
    ...(message.trim().split(/\s+/).length >= 3 ? [] : [`"${message}" is no sentence`]),
    ...(/undefined|\[object|\n\s+at |\bat \S+:\d+/.test(message) ? [`"${message}" is not for people`] : []),
    ...(actor !== undefined && ACTORS.includes(actor) ? [] : [`${code} says to nobody that they must act`]),
  ];
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** Version 00 of W3C Trace Context: trace, span and flags, of which neither id may be all zeros. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

const present = new AsyncLocalStorage<string>();

/**
 * Checks where a trace comes from.
 * @param text of a header, or of a row
 * @returns the same; undefined where it is no `traceparent`
 */
export function traceparentOf(text: unknown): string | undefined {
  return typeof text === 'string' && TRACEPARENT.test(text) ? text : undefined;
}

/**
 * Runs something as part of a trace: what is stored meanwhile remembers it.
 * @param traceparent the span it belongs to
 * @param work what to do
 * @returns what `work` returns
 */
export function withTraceparent<T>(traceparent: string, work: () => T): T {
  return present.run(traceparent, work);
}

/** @returns the span that what happens now belongs to; undefined where nothing is traced */
export function presentTraceparent(): string | undefined {
  return present.getStore();
}

import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { traceparentOf } from '../../common/tracing/traceparent.ts';

/**
 * @param text a `traceparent`, from a header or a row
 * @returns the context of its span; an empty one where there is none, so that a new trace begins
 */
export function contextOf(text: unknown): Context {
  const [, traceId = '', spanId = '', flags = ''] = traceparentOf(text)?.split('-') ?? [];
  if (traceId === '') return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}

/**
 * @param span a span
 * @returns it as a `traceparent`
 */
export function traceparentFor(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { API_VERSION } from '../../common/version.ts';
import type { AppConfig } from '../../config/app-config.ts';

/** Longest time that a finished span waits for company, in milliseconds. */
const EXPORT_DELAY_MS = 1000;

/**
 * Makes what collects spans and sends them in lots as JSON (OTLP/HTTP). Whoever does not trace does not load this file.
 * @param config where to, and which share of the traces that begin here
 * @returns the provider of tracers
 */
export function otlpProvider(config: AppConfig): TracerProvider {
  const url = `${(config.OTEL_EXPORTER_OTLP_ENDPOINT ?? '').replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers: config.otlpHeaders });
  return new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.name': config.OTEL_SERVICE_NAME,
        'service.version': API_VERSION,
        'stoflow.role': config.ROLE,
      }),
    ),
    // Whoever sent a trace along has decided whether it is recorded.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_DELAY_MS })],
  });
}

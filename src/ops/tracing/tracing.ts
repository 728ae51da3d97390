import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Tracer } from '@opentelemetry/api';
import type { TracerProvider } from '@opentelemetry/sdk-trace';
import { AppConfig } from '../../config/app-config.ts';
import { RunSpans } from './run-spans.ts';

/** Whoever does not trace does not load it. tsc leaves a path inside of a decorated class as it is written, so it stands here. */
const loadProvider = () => import('./otlp-provider.ts');

/** Traces what this program does, where it was told where to send that (`OTEL_EXPORTER_OTLP_ENDPOINT`). */
@Injectable()
export class Tracing implements OnModuleInit, OnApplicationShutdown {
  /** Makes spans; undefined where nothing is traced. */
  tracer: Tracer | undefined;
  private provider: TracerProvider | undefined;
  private runs: RunSpans | undefined;

  constructor(private readonly config: AppConfig) {}

  /** Begins to trace, before anything runs. */
  async onModuleInit(): Promise<void> {
    if (this.config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return;
    const { otlpProvider } = await loadProvider();
    this.provider = otlpProvider(this.config);
    this.tracer = this.provider.getTracer('stoflow');
    this.runs = new RunSpans(this.tracer);
  }

  /** Sends what there is. A collector that does not answer keeps nothing from ending for long. */
  async onApplicationShutdown(): Promise<void> {
    this.runs?.end();
    await this.provider?.shutdown().catch(() => undefined);
  }
}

import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { LOOSE_URL, toList } from './read-values.ts';

/** Settings of how the program is watched: by people who follow events, by logs, metrics and traces. */
export class ObservationEnvironment {
  /** Streams of events that one instance serves. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  @Type(() => Number)
  readonly EVENTS_MAX_STREAMS: number = 2000;

  /** Streams of events of one tenant on one instance. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  @Type(() => Number)
  readonly EVENTS_MAX_STREAMS_PER_TENANT: number = 20;

  /** A port on which metrics are shown without a token; 0 picks a free one. None where absent. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65535)
  @Type(() => Number)
  readonly METRICS_PORT?: number;

  /** Base address of a collector of traces (OTLP/HTTP); nothing is traced where it is absent. */
  @IsOptional()
  @IsUrl(LOOSE_URL)
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Headers for the collector, `name=value` pairs; they may be secret. */
  @Transform(toList)
  @Matches(/^[\w-]+=./, { each: true })
  readonly OTEL_EXPORTER_OTLP_HEADERS: readonly string[] = [];

  @IsString()
  readonly OTEL_SERVICE_NAME: string = 'stoflow';

  /** Share of the traces that begin here which are recorded; a caller's decision is obeyed. */
  @IsNumber()
  @Min(0)
  @Max(1)
  @Type(() => Number)
  readonly OTEL_TRACES_SAMPLER_ARG: number = 1;

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  readonly LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';
}

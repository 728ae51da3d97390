import { Module } from '@nestjs/common';
import type { MiddlewareConsumer, NestModule } from '@nestjs/common';
import { RequestSpansMiddleware } from './request-spans.middleware.ts';
import { Tracing } from './tracing.ts';

/** Traces for OpenTelemetry, off unless it is said where they go. */
@Module({ providers: [Tracing] })
export class TracingModule implements NestModule {
  /**
   * Puts every request into a span, after it is known whose it is.
   * @param consumer Nest's registry of middleware
   */
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RequestSpansMiddleware).forRoutes('{*path}');
  }
}

import { Module } from '@nestjs/common';
import { EventsModule } from '../../events/events.module.ts';
import { PluginModule } from '../../plugin/plugin.module.ts';
import { ProcessingModule } from '../../processing/processing.module.ts';
import { LoadMetrics } from './load-metrics.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsPort } from './metrics-port.ts';
import { ProgramMetrics } from './program-metrics.ts';
import { QueueMetrics } from './queue-metrics.ts';
import { QueueHealth, RecoveryMetrics } from './recovery-metrics.ts';
import { RunMetrics } from './run-metrics.ts';
import { WebhookMetrics } from './webhook-metrics.ts';

/** Metrics for Prometheus. */
@Module({
  imports: [EventsModule, PluginModule, ProcessingModule],
  controllers: [MetricsController],
  providers: [
    LoadMetrics,
    MetricsPort,
    ProgramMetrics,
    QueueHealth,
    QueueMetrics,
    RecoveryMetrics,
    RunMetrics,
    WebhookMetrics,
  ],
})
export class MetricsModule {}

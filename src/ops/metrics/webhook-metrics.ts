import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import { WEBHOOK_ATTEMPTED } from '../../webhooks/webhook-signals.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** Counts what becomes of messages of webhooks: of all endpoints together, since one of them is a seller's own matter. */
@Injectable()
export class WebhookMetrics implements OnModuleDestroy {
  private readonly end: () => void;

  constructor({ registry }: ProgramMetrics) {
    const attempts = new Counter({
      registers: [registry],
      name: 'stoflow_webhook_attempts_total',
      help: 'Attempts to deliver a message of a webhook, by whether it was taken, refused or unanswered.',
      labelNames: ['outcome'],
    });
    this.end = WEBHOOK_ATTEMPTED.listen(({ outcome }) => {
      attempts.inc({ outcome });
    });
  }

  /** Stops listening. */
  onModuleDestroy(): void {
    this.end();
  }
}

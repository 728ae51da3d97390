import { Module } from '@nestjs/common';
import { ShutdownModule } from '../common/shutdown.ts';
import { Ticker } from '../common/ticker.ts';
import { ProductsModule } from '../products/products.module.ts';
import { Collection } from './collection.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { DeliveryRows } from './delivery-rows.ts';
import { EndpointsService } from './endpoints.service.ts';
import { WebhookAddresses } from './webhook-addresses.ts';
import { WebhookPump } from './webhook-pump.ts';
import { WebhookSchedule } from './webhook-schedule.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhookSender } from './webhook-sender.ts';
import { WebhookTurns } from './webhook-turns.ts';
import { WebhookWork } from './webhook-work.ts';
import { WebhooksController } from './webhooks.controller.ts';

/** Webhooks: ends of batches and jobs, sent to where tenants want to hear of them. */
@Module({
  imports: [ProductsModule, ShutdownModule],
  controllers: [DeliveriesController, WebhooksController],
  providers: [
    Collection,
    DeliveriesService,
    DeliveryRows,
    EndpointsService,
    Ticker,
    WebhookAddresses,
    WebhookPump,
    WebhookSchedule,
    WebhookSecrets,
    WebhookSender,
    WebhookTurns,
    WebhookWork,
  ],
})
export class WebhooksModule {}

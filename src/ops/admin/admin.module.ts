import { Module } from '@nestjs/common';
import { LanesController } from './lanes.controller.ts';
import { MarketplaceSwitches } from './marketplace-switches.ts';
import { MarketplacesController } from './marketplaces.controller.ts';
import { PluginOverviewController } from './plugin.controller.ts';
import { QueueController } from './queue.controller.ts';

/** What operators see of the queue, and how they stop and restart marketplaces. */
@Module({
  controllers: [LanesController, QueueController, MarketplacesController, PluginOverviewController],
  providers: [MarketplaceSwitches],
})
export class AdminModule {}

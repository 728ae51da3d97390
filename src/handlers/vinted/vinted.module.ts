import { Module } from '@nestjs/common';
import { VintedDeleteHandler } from './vinted-delete.handler.ts';
import { VintedPublishHandler } from './vinted-publish.handler.ts';
import { VintedRelistHandler } from './vinted-relist.handler.ts';
import { VintedUpdateHandler } from './vinted-update.handler.ts';
import { VintedAdapter } from './vinted.adapter.ts';

/**
 * Everything StoFlow can do on Vinted. An action is one handler file and one line here, and a catalogue row. The way
 * to the seller's browser comes from the plugin's module, which is global.
 */
@Module({
  providers: [
    VintedAdapter,
    VintedPublishHandler,
    VintedUpdateHandler,
    VintedRelistHandler,
    VintedDeleteHandler,
  ],
})
export class VintedModule {}

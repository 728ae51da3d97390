import { Module } from '@nestjs/common';
import { ListingsModule } from '../../listings/listings.module.ts';
import { ProductsModule } from '../../products/products.module.ts';
import { SamePictures } from '../inventory/same-pictures.ts';
import { VintedCheckConnectionHandler } from './vinted-check-connection.handler.ts';
import { VintedDeleteHandler } from './vinted-delete.handler.ts';
import { VintedImportHandler } from './vinted-import.handler.ts';
import { VintedPublishHandler } from './vinted-publish.handler.ts';
import { VintedRelistHandler } from './vinted-relist.handler.ts';
import { VintedUpdateHandler } from './vinted-update.handler.ts';
import { VintedSyncOrdersHandler } from './vinted-sync-orders.handler.ts';
import { VintedSyncHandler } from './vinted-sync.handler.ts';
import { VintedAdapter } from './vinted.adapter.ts';

/**
 * Everything StoFlow can do on Vinted. An action is one handler file and one line here, and a catalogue row. The way
 * to the seller's browser comes from the plugin's module, which is global.
 */
@Module({
  imports: [ListingsModule, ProductsModule],
  providers: [
    VintedAdapter,
    SamePictures,
    VintedPublishHandler,
    VintedUpdateHandler,
    VintedRelistHandler,
    VintedDeleteHandler,
    VintedSyncHandler,
    VintedSyncOrdersHandler,
    VintedImportHandler,
    VintedCheckConnectionHandler,
  ],
})
export class VintedModule {}

import { Module } from '@nestjs/common';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import { SamePictures } from '../../../../src/handlers/inventory/same-pictures.ts';
import { ListingsModule } from '../../../../src/listings/listings.module.ts';
import { ProductsModule } from '../../../../src/products/products.module.ts';
import { DepotListingSource } from './account/depot-listing-source.ts';
import { DepotOrderSource } from './account/depot-order-source.ts';
import { DepotApi } from './depot-api.ts';
import { DepotCheckConnectionHandler } from './depot-check-connection.handler.ts';
import { DepotDeleteHandler } from './depot-delete.handler.ts';
import { DepotImportHandler } from './depot-import.handler.ts';
import { DepotItemsClient } from './depot-items.client.ts';
import { DepotPublishHandler } from './depot-publish.handler.ts';
import { DepotSyncOrdersHandler } from './depot-sync-orders.handler.ts';
import { DepotSyncHandler } from './depot-sync.handler.ts';
import { DepotUpdateHandler } from './depot-update.handler.ts';
import { DepotAdapter } from './depot.adapter.ts';
import { DepotEnvironment, loadDepotEnvironment } from './depot.environment.ts';

/** Everything StoFlow can do on Depot, a marketplace that is laid out as the extension guide says. */
@Module({
  imports: [ProductsModule, ListingsModule],
  providers: [
    { provide: DepotEnvironment, useFactory: () => loadDepotEnvironment(process.env) },
    HttpTransport,
    DepotApi,
    DepotItemsClient,
    DepotAdapter,
    DepotPublishHandler,
    DepotUpdateHandler,
    DepotDeleteHandler,
    SamePictures,
    DepotListingSource,
    DepotOrderSource,
    DepotSyncHandler,
    DepotSyncOrdersHandler,
    DepotImportHandler,
    DepotCheckConnectionHandler,
  ],
})
export class DepotModule {}

import { Module } from '@nestjs/common';
import { ListingsModule } from '../../listings/listings.module.ts';
import { ProductsModule } from '../../products/products.module.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { SamePictures } from '../inventory/same-pictures.ts';
import { EbayFulfillmentClient } from './account/ebay-fulfillment.client.ts';
import { EbayItemsClient } from './account/ebay-items.client.ts';
import { EbayListingSource } from './account/ebay-listing-source.ts';
import { EbayOrderSource } from './account/ebay-order-source.ts';
import { EbayAccountClient } from './ebay-account.client.ts';
import { EbayApi } from './ebay-api.ts';
import { EbayCheckConnectionHandler } from './ebay-check-connection.handler.ts';
import { EbayConsent } from './ebay-consent.ts';
import { EbayDeleteHandler } from './ebay-delete.handler.ts';
import { EbayImportHandler } from './ebay-import.handler.ts';
import { EbayInventoryClient } from './ebay-inventory.client.ts';
import { EbayMediaClient } from './ebay-media.client.ts';
import { EbayPublishHandler } from './ebay-publish.handler.ts';
import { EbaySyncOrdersHandler } from './ebay-sync-orders.handler.ts';
import { EbaySyncHandler } from './ebay-sync.handler.ts';
import { EbayRelistHandler } from './ebay-relist.handler.ts';
import { EbayRevisionsClient } from './ebay-revisions.client.ts';
import { EbayTokens } from './ebay-tokens.ts';
import { EbayUpdateHandler } from './ebay-update.handler.ts';
import { EbayAdapter } from './ebay.adapter.ts';
import { EbayEnvironment, loadEbayEnvironment } from './ebay.environment.ts';

/**
 * Everything StoFlow can do on eBay. An action is one handler file and one line here, and a catalogue row. Tokens come
 * from the accounts' module, which is global.
 */
@Module({
  imports: [ProductsModule, ListingsModule],
  providers: [
    { provide: EbayEnvironment, useFactory: () => loadEbayEnvironment(process.env) },
    HttpTransport,
    EbayTokens,
    EbayConsent,
    EbayApi,
    EbayInventoryClient,
    EbayRevisionsClient,
    EbayMediaClient,
    EbayAccountClient,
    EbayItemsClient,
    EbayFulfillmentClient,
    EbayListingSource,
    EbayOrderSource,
    SamePictures,
    EbayAdapter,
    EbayPublishHandler,
    EbayDeleteHandler,
    EbaySyncHandler,
    EbayImportHandler,
    EbaySyncOrdersHandler,
    EbayCheckConnectionHandler,
    EbayUpdateHandler,
    EbayRelistHandler,
  ],
})
export class EbayModule {}

import { Module } from '@nestjs/common';
import { ListingsModule } from '../../listings/listings.module.ts';
import { ProductsModule } from '../../products/products.module.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { SamePictures } from '../inventory/same-pictures.ts';
import { EtsyListingSource } from './account/etsy-listing-source.ts';
import { EtsyListsClient } from './account/etsy-lists.client.ts';
import { EtsyOrderSource } from './account/etsy-order-source.ts';
import { EtsyApi } from './etsy-api.ts';
import { EtsyBudget } from './etsy-budget.ts';
import { EtsyCheckConnectionHandler } from './etsy-check-connection.handler.ts';
import { EtsyConsent } from './etsy-consent.ts';
import { EtsyDeleteHandler } from './etsy-delete.handler.ts';
import { EtsyImagesClient } from './etsy-images.client.ts';
import { EtsyImportHandler } from './etsy-import.handler.ts';
import { EtsyListingsClient } from './etsy-listings.client.ts';
import { EtsyPublishHandler } from './etsy-publish.handler.ts';
import { EtsyRelistHandler } from './etsy-relist.handler.ts';
import { EtsyShopClient } from './etsy-shop.client.ts';
import { EtsySyncOrdersHandler } from './etsy-sync-orders.handler.ts';
import { EtsySyncHandler } from './etsy-sync.handler.ts';
import { EtsyTaxonomy } from './etsy-taxonomy.ts';
import { EtsyTokens } from './etsy-tokens.ts';
import { EtsyUpdateHandler } from './etsy-update.handler.ts';
import { EtsyAdapter } from './etsy.adapter.ts';
import { EtsyEnvironment, loadEtsyEnvironment } from './etsy.environment.ts';
import { DraftSearch } from './publish/draft-search.ts';
import { EtsyPublishSteps } from './publish/publish-steps.ts';
import { EtsyUpdateSteps } from './update/update-steps.ts';

/**
 * Everything StoFlow can do on Etsy. An action is one handler file and one line here, and a catalogue row. Tokens and
 * rate buckets come from modules that are global.
 */
@Module({
  imports: [ProductsModule, ListingsModule],
  providers: [
    { provide: EtsyEnvironment, useFactory: () => loadEtsyEnvironment(process.env) },
    HttpTransport,
    EtsyTokens,
    EtsyConsent,
    EtsyBudget,
    EtsyApi,
    EtsyListingsClient,
    EtsyImagesClient,
    EtsyShopClient,
    EtsyTaxonomy,
    EtsyAdapter,
    DraftSearch,
    EtsyPublishSteps,
    EtsyPublishHandler,
    EtsyDeleteHandler,
    EtsyListsClient,
    EtsyListingSource,
    EtsyOrderSource,
    SamePictures,
    EtsySyncHandler,
    EtsySyncOrdersHandler,
    EtsyImportHandler,
    EtsyCheckConnectionHandler,
    EtsyUpdateSteps,
    EtsyUpdateHandler,
    EtsyRelistHandler,
  ],
})
export class EtsyModule {}

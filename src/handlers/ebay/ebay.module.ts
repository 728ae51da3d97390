import { Module } from '@nestjs/common';
import { ProductsModule } from '../../products/products.module.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { EbayAccountClient } from './ebay-account.client.ts';
import { EbayApi } from './ebay-api.ts';
import { EbayDeleteHandler } from './ebay-delete.handler.ts';
import { EbayInventoryClient } from './ebay-inventory.client.ts';
import { EbayMediaClient } from './ebay-media.client.ts';
import { EbayPublishHandler } from './ebay-publish.handler.ts';
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
  imports: [ProductsModule],
  providers: [
    { provide: EbayEnvironment, useFactory: () => loadEbayEnvironment(process.env) },
    HttpTransport,
    EbayTokens,
    EbayApi,
    EbayInventoryClient,
    EbayRevisionsClient,
    EbayMediaClient,
    EbayAccountClient,
    EbayAdapter,
    EbayPublishHandler,
    EbayDeleteHandler,
    EbayUpdateHandler,
    EbayRelistHandler,
  ],
})
export class EbayModule {}
